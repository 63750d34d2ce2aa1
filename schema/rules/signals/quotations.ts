/** A quotation in a text, by the places of its marks. */
export type Quotation = { readonly from: number; readonly to: number; readonly isTitle: boolean }

const QUOTED = /"[^"\n]{1,200}"|(?<![\p{L}\p{N}])'[^'\n]{1,200}'(?![\p{L}\p{N}])/gu
const WORD_BESIDE = /[\p{L}\p{N}]+/gu
const BESIDE = 24

/** `the "worried about a child" leaflet` is a title; `he said "get out"` is not. Expects plain text. */
export function quotationsIn(text: string, titles: ReadonlySet<string>): readonly Quotation[] {
  if (!text.includes('"') && !text.includes("'")) return []
  return [...text.matchAll(QUOTED)].map((found) => {
    const from = found.index
    const to = from + found[0].length
    const before = text.slice(Math.max(0, from - BESIDE), from).match(WORD_BESIDE) ?? []
    const after = text.slice(to, to + BESIDE).match(WORD_BESIDE) ?? []
    const beside = [...before.slice(-2), ...after.slice(0, 2)]
    return { from, to, isTitle: beside.some((word) => titles.has(word)) }
  })
}
