/** Freezes all the way down: a rule that changed what it was given would change the next child's page. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  const inner = value instanceof Map ? value.values() : Object.values(value)
  for (const part of inner) deepFreeze(part)
  return value
}
