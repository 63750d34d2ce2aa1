import type { PublicPage } from '#api/intake/door.ts'

/** The journeys that the first door leads to, each once, with the first answer that leads there. */
export function doorsOf({
  question,
  words,
}: PublicPage): readonly { readonly path: string; readonly label: string }[] {
  const [field] = question('sh-who').fields
  const options = field !== undefined && 'options' in field ? field.options : []
  const doors = new Map<string, string>()
  for (const { code, to } of options) {
    const path = /^(?:journey|page):([a-z]+)$/.exec(to ?? '')?.[1]
    if (path === undefined || doors.has(path)) continue
    doors.set(path, words.get(`question.sh-who.field.answer.option.${code}.label`))
  }
  return [...doors].map(([path, label]) => ({ path, label }))
}
