import type { DraftAnswers } from '#schema/form/journey.ts'
import type { Draft, DraftStore } from './draft.ts'

/** The browser's side of a draft: one cookie, read, made and cleared. */
export type BrowserCookie = {
  /** Undefined until the first answer. */
  read(): string | undefined
  /** The one that is there, or a new one. */
  ensure(): string
  /** Another one takes its place. */
  replace(cookie: string): void
  clear(): void
}

/** What a browser has told us and not sent. `ended`: it had told us something, whose day is over. */
export type Held = {
  readonly draft: Draft | undefined
  readonly answers: DraftAnswers
  readonly ended: boolean
}

export async function readHeld(
  drafts: DraftStore,
  cookie: Pick<BrowserCookie, 'read'>,
): Promise<Held> {
  const sent = cookie.read()
  const draft = await drafts.read(sent)
  return { draft, answers: draft?.answers ?? {}, ended: sent !== undefined && draft === undefined }
}
