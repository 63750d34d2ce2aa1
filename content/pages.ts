import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Placeholder, placeholdersOf } from '#schema/words/messages.ts'
import type { Page } from '#schema/words/page.ts'
import { type ContentFaults, namesIn } from './faults.ts'
import type { Language } from './languages.ts'
import { linesOf, parsePage } from './parse-page.ts'

/** The long pages of one language. */
export function readPages(
  directory: string,
  folder: string,
  faults: ContentFaults,
): ReadonlyMap<string, Page> {
  const pages = new Map<string, Page>()
  for (const file of namesIn(join(directory, folder), '.md')) {
    const name = file.replace(/\.md$/, '')
    try {
      const page = parsePage(name, readFileSync(join(directory, folder, file), 'utf8'))
      checkPlaceholders(page, `${folder}/${file}`, faults)
      pages.set(name, page)
    } catch (error) {
      faults.add(`${folder}/${file}`, error instanceof Error ? error.message : String(error))
    }
  }
  return pages
}

function checkPlaceholders(page: Page, file: string, faults: ContentFaults): void {
  for (const name of placeholdersOf(linesOf(page).join('\n'))) {
    if (!Placeholder.safeParse(name).success) faults.add(file, `unknown placeholder {{${name}}}`)
  }
}

/** Pages that adults read, and what we say of this site itself: English will do. */
const FOR_ADULTS: readonly string[] = ['accessibility', 'privacy', 'worried']

/**
 * A language that was checked has the long pages that a young person reads; a draft shows English ones, so
 * it needs none. Each names the same values as English does.
 */
export function checkPageParity(
  english: ReadonlyMap<string, Page>,
  other: ReadonlyMap<string, Page>,
  { tag, checked }: Pick<Language, 'tag' | 'checked'>,
  faults: ContentFaults,
): void {
  for (const [name, source] of english) {
    const page = other.get(name)
    if (page === undefined) {
      if (checked !== null && !FOR_ADULTS.includes(name))
        faults.add(`pages/${tag}`, `${name}.md: missing`)
      continue
    }
    const [mine, theirs] = [page, source].map((each) => placeholdersOf(linesOf(each).join('\n')))
    if (mine?.join() !== theirs?.join()) {
      faults.add(`pages/${tag}/${name}.md`, `placeholders ${mine} for ${theirs}`)
    }
  }
  for (const name of other.keys()) {
    if (!english.has(name)) faults.add(`pages/${tag}`, `${name}.md: unknown page`)
  }
}
