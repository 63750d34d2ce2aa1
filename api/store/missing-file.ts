/** Whether a fault of the file system says that nothing has this name: never there, or gone meanwhile. */
export function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
}
