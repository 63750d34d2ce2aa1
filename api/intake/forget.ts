import type { Question } from '#schema/form/question.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { destroyFiles, folderOf } from './attachments.ts'
import type { DraftStore } from './draft.ts'
import { filesIn } from './form-answers.ts'
import { noteLeft } from './visits.ts'

/**
 * Destroys what a browser has told us and not sent: its draft, and the files that wait for it. What its writer
 * asked us to keep stays under its code, unless it is to go as well.
 */
export async function forgetDraft(
  from: {
    readonly store: Store
    readonly drafts: DraftStore
    readonly questions: ReadonlyMap<string, Question>
    readonly clock: Clock
  },
  cookie: string | undefined,
  saved: 'stays' | 'goes' = 'stays',
): Promise<void> {
  const draft = await from.drafts.read(cookie)
  if (cookie === undefined || draft === undefined) return from.drafts.destroy(cookie)
  const left = noteLeft(from.store, cookie, draft, from.clock())
  if (draft.saved !== undefined && saved === 'stays') {
    await from.store.write([left])
    return
  }
  await from.drafts.destroy(cookie, [left])
  await destroyFiles(folderOf(from.store), filesIn(draft.answers, from.questions))
}
