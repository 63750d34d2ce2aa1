/** A code as the files and the report spell it: `'not-ours'` → `'not_ours'`. */
export function printedCode(code: string): string {
  return code.replaceAll('-', '_')
}
