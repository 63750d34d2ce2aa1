import { ReportTable } from '../../authority/profile.ts'

/** A figure that stands in a text: `{{contacts-by-category.statutory.count}}`. */
export type LiveField = {
  readonly table: ReportTable
  /** A row's label, `total`, or `facts` for a figure that is no row. */
  readonly row: string
  readonly column: string
}

export type TextPart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'figure'; readonly field: LiveField }
  /** Braces that name no figure: they stay as they were typed, and the officer is told. */
  | { readonly kind: 'unknown'; readonly text: string }

const FIELD = /\{\{([^{}]*)\}\}/g

/** Takes a text apart. A row's label may itself hold dots: the table is up to the first, the column after the last. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const found of text.matchAll(FIELD)) {
    if (found.index > from) parts.push({ kind: 'words', text: text.slice(from, found.index) })
    const field = fieldOf((found[1] ?? '').trim())
    parts.push(
      field === undefined ? { kind: 'unknown', text: found[0] } : { kind: 'figure', field },
    )
    from = found.index + found[0].length
  }
  if (from < text.length) parts.push({ kind: 'words', text: text.slice(from) })
  return parts
}

function fieldOf(name: string): LiveField | undefined {
  const [first, last] = [name.indexOf('.'), name.lastIndexOf('.')]
  if (first < 1 || last <= first) return undefined
  const table = ReportTable.safeParse(name.slice(0, first))
  if (!table.success) return undefined
  return { table: table.data, row: name.slice(first + 1, last), column: name.slice(last + 1) }
}
