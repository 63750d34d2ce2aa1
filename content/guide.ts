import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '#schema/words/page.ts'
import { type ContentFaults, namesIn } from './faults.ts'
import { parsePage } from './parse-page.ts'

/** The pages of the desk's guide, in the order in which somebody new reads them. */
export const GUIDE_PAGES = [
  'start',
  'receiving',
  'entering',
  'answering',
  'stages',
  'people',
  'outside',
  'learning',
  'closing',
  'managers',
  'investigators',
] as const

/** Reads the guide for officers, managers and investigators. It is in English, as the desk is. */
export function readGuide(directory: string, faults: ContentFaults): ReadonlyMap<string, Page> {
  const folder = join(directory, 'guide')
  const pages = new Map<string, Page>()
  for (const name of GUIDE_PAGES) {
    try {
      pages.set(name, parsePage(name, readFileSync(join(folder, `${name}.md`), 'utf8')))
    } catch (error) {
      faults.add(`guide/${name}.md`, error instanceof Error ? error.message : String(error))
    }
  }
  for (const file of namesIn(folder, '.md')) {
    if (!pages.has(file.replace(/\.md$/, ''))) faults.add(`guide/${file}`, 'unknown page')
  }
  checkLinks(pages, faults)
  return pages
}

/** A link of the guide leads to another page of it. */
function checkLinks(pages: ReadonlyMap<string, Page>, faults: ContentFaults): void {
  for (const { name, blocks } of pages.values()) {
    const lines = blocks.flatMap((block) => (block.kind === 'list' ? block.items : [block.inline]))
    for (const piece of lines.flat()) {
      if (piece.kind === 'link' && !pages.has(piece.href.replace(/^page:/, ''))) {
        faults.add(`guide/${name}.md`, `leads to ${piece.href}, which is no page of the guide`)
      }
    }
  }
}
