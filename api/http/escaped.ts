const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** `<5` → `&lt;5`: plain text as it stands in a page. */
export function escaped(plain: string): string {
  return plain.replaceAll(/[&<>"]/g, (mark) => ESCAPED[mark] ?? mark)
}
