/** The groups of four in which a private code is read aloud and copied by hand. */
export function inFours(code: string): readonly string[] {
  return code.replaceAll(/[\s-]/g, '').match(/.{1,4}/g) ?? []
}
