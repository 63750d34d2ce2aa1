import type { Question } from '#schema/question.ts'
import type { Store } from '../store/store.ts'
import { destroyFiles, folderOf } from './attachments.ts'
import type { DraftStore } from './draft.ts'
import { filesIn } from './form-answers.ts'

/** Destroys what a browser has told us and not sent: its draft, and the files that wait for it. */
export async function forgetDraft(
  from: {
    readonly store: Store
    readonly drafts: DraftStore
    readonly questions: ReadonlyMap<string, Question>
  },
  cookie: string | undefined,
): Promise<void> {
  const draft = await from.drafts.read(cookie)
  await from.drafts.destroy(cookie)
  if (draft === undefined) return
  await destroyFiles(folderOf(from.store), filesIn(draft.answers, from.questions))
}
