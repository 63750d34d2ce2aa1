import type { Profile } from '#schema/authority/profile.ts'
import type { ToldText } from '#schema/case/told.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { Journey } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import type { Accepted, WorkedOut } from '#schema/form/submission.ts'
import type { SaidAnswer } from '#schema/rules/form/answers.ts'
import type { AlarmState } from '#schema/rules/safety/alarm.ts'
import type { ToldPromise } from '#schema/rules/writer/told-promises.ts'
import type { WriterMay } from '#schema/rules/writer/writer-may.ts'
import type { AdvocateAnswer, AdvocateShare, ContactKind, Outcome } from '#schema/vocabulary.ts'
import type { Values, Words } from '#schema/words/messages.ts'
import type { Page } from '#schema/words/page.ts'
import type { Act } from '../messages/acts.ts'

/** One row of "check your answers": in the writer's own words, or that it was skipped. */
export type ReviewRow = {
  readonly question: string
  readonly label: string
  /** Field by field; empty when skipped. A field that the row's label already names has none of its own. */
  readonly said: readonly SaidAnswer[]
  /** Where Change leads. */
  readonly change: string
}

/** Everything a page of a journey shows. */
export type StepPage = {
  readonly journey: Journey
  /** Place in the journey from 1. */
  readonly n: number
  readonly question: Question
  /** The words' variant for the answers so far, such as `good`. */
  readonly variant: string | undefined
  /** What was answered or typed here: field → answer. */
  readonly answers: Readonly<Record<string, string | readonly string[]>>
  readonly faults: readonly FieldFault[]
  /** Where something is typed: the visit that the form belongs to. */
  readonly visit: string | undefined
  /** Words' key of a sentence above the question: a draft that ended, a line too busy. */
  readonly notice: string | undefined
  readonly back: string
  /** The address this page posts to. */
  readonly action: string
  readonly review: readonly ReviewRow[]
  /** Whether it may be kept for later: what has one page only is sent or left. */
  readonly canSave: boolean
  /** Dates and names for the sentences. */
  readonly values: Values
}

/** What a request to a page comes to: a page to show, or an address to go to (303). */
export type Turn =
  | { readonly kind: 'page'; readonly status: number; readonly page: StepPage }
  | { readonly kind: 'go'; readonly to: string }

/** What the page after sending shows; it survives a reload until the browser leaves. */
export type Receipt = {
  readonly journey: Journey
  readonly accepted: Accepted
  /** What was answered after sending is counted already: nothing more is asked. */
  readonly isCounted: boolean
  /** Names of buttons that are not for whoever answered as this writer did. */
  readonly leftOut: readonly string[]
  readonly values: Values
}

/** Something sent whose code may be lost: whose words to say it in, and where the code still stands. */
export type NotKept = { readonly audience: Journey['audience']; readonly href: string }

/** What a writer sees on coming back. */
export type WayBack = {
  readonly reference: string
  readonly receivedOn: string
  /** Words' key of the status in plain words. */
  readonly status: string
  readonly dueOn: string
  /** How that day was worked out; empty where none is counted. */
  readonly dueWorkedOut: readonly WorkedOut[]
  readonly late: boolean
  /** Whether somebody has opened a worry about safety that the writer sent. */
  readonly alarm: AlarmState | 'none'
  readonly turn: 'us' | 'writer' | 'nobody'
  /** When its words and people were removed; null while they are there. */
  readonly removedOn: string | null
  readonly audience: 'young' | 'adult'
  readonly messages: readonly {
    readonly at: string
    readonly from: 'writer' | 'us' | 'advocate'
    readonly to: 'writer' | 'us' | 'advocate'
    readonly text: string
    /** Not seen by the writer before. */
    readonly isNew: boolean
    /** Which of our promises it is about, where it tells of one; null for every other. */
    readonly promise: number | null
  }[]
  /** What we told them that we will do: their words are the messages about it, oldest first. */
  readonly promises: readonly ToldPromise[]
  readonly advocate: {
    readonly answer: AdvocateAnswer | null
    readonly name: string
    readonly contactBy: string | null
    /** When the advocate read how to reach the writer; null when they have not. */
    readonly openedOn: string | null
    readonly contactedOn: string | null
    readonly share: AdvocateShare | null
    readonly mayAct: boolean
  }
  /** Since when a statement of complaint waits for the writer to agree or say what to change; null when none does. */
  readonly statementSince: LocalDate | null
  /** Why a person changed the route, where one did: the officer's words for the writer. */
  readonly decisions: readonly { readonly on: string; readonly text: string }[]
  /** What was found, part by part. */
  readonly outcomes: readonly {
    readonly on: string
    readonly outcome: Outcome
    /** What was decided and why, in two sentences of the answer; undefined where it was given elsewhere. */
    readonly inShort: string | undefined
  }[]
  readonly may: WriterMay
  /** How the writer wants to be reached. */
  readonly contactKind: ContactKind
  /** Whether a line that there is a message goes to an address of theirs. */
  readonly hasAlert: boolean
  readonly values: Values
}

/** What a code opens, and where that is. */
export type CameBack = { readonly opens: 'messages' | 'draft'; readonly to: string } | 'ended'

/** What is kept for a writer who has not sent it. */
type SavedPage = {
  readonly code: string
  readonly until: LocalDate
  /** Files are not kept as long as words. */
  readonly hasFiles: boolean
  readonly goOn: string
}

/** What the public pages may do. Handed to them in `locals`; made anew for each request. */
export interface Door {
  /**
   * The page at `/<path>`, without a form; goes to the first step where the journey has no such page.
   * Undefined when no journey has this path.
   */
  start(path: string): Promise<Turn | undefined>
  /** The question at `/<path>/delete`, before everything is deleted. Undefined where there is none. */
  askDelete(path: string): Promise<Turn | undefined>
  /**
   * Shows step `n`. Goes to the first missing step when answers before it are missing; `again` there says that none
   * are left, to somebody who may have written some.
   */
  open(path: string, n: number, asked: { readonly again: boolean }): Promise<Turn>
  /** Takes the form of step `n`: keeps the answers, or shows the page again with faults (422). */
  answer(path: string, n: number, form: FormData): Promise<Turn>
  /** Keeps everything so far, with what this page sent, for some weeks under a code. */
  save(path: string, n: number, form: FormData): Promise<Turn>
  /** What is kept: its code and its last day; where to go when nothing is. */
  saved(path: string): Promise<SavedPage | Extract<Turn, { kind: 'go' }>>
  /** The confirmation; without one, the way back: whoever sent something needs their code, not the first question. */
  receipt(path: string): Promise<Receipt | { readonly kind: 'go'; readonly to: string }>
  /** Notes that the writer has kept the code of what they sent, and leads back to the receipt. */
  keepReceipt(path: string): Promise<Extract<Turn, { kind: 'go' }>>
  /** What this browser sent last whose code its writer has not said to have kept. */
  notKept(): Promise<NotKept | undefined>
  /**
   * Shows question `n` of those asked after sending. Goes to the receipt once they are counted, to the first
   * step when nothing was sent; says so (410) when the browser's day is over.
   */
  openAfterwards(path: string, n: number): Promise<Turn>
  /** Takes the form of question `n`; the last one's adds all the answers to the counts, once for each receipt. */
  answerAfterwards(path: string, n: number, form: FormData): Promise<Turn>
  /** Shows question `n` again in the language of the address, with what was chosen. */
  keepAfterwards(path: string, n: number, form: FormData): Promise<Turn>
  /** Keeps what was typed at step `n` as far as it can be kept, and shows it in the language of the address. */
  keepTyped(path: string, n: number, form: FormData): Promise<Turn>
  /** Destroys the cookie, and the draft with it unless its writer asked us to keep that. */
  leave(): Promise<void>
  /** Destroys the cookie and the draft, kept or not. */
  deleteAll(): Promise<void>
  /**
   * Opens what was sent, or what was saved, with its code, forgiving in spelling. `ended`: what was saved has
   * had its last day. Undefined for every other text.
   */
  comeBack(code: string): Promise<CameBack | undefined>
  /** Whether too many wrong codes came from this network: another wrong one is told to wait. */
  mustWait(): boolean
  /** Counts one more message of this case, and says whether too many came in ten minutes. */
  isTooOften(): boolean
  /** What the way-back cookie opens. */
  wayBack(): Promise<WayBack | undefined>
  /** The same, and that the writer has now opened what was written to them. */
  openMessages(): Promise<WayBack | undefined>
  /** Adds to the case that the way-back cookie opens. False when there is nothing to add. */
  writeBack(act: Act): Promise<boolean>
  /** Seals a form of a page whose hours are over, until its writer's code is there. Undefined while it is open, or nobody's. */
  keepForm(path: string, texts: string): string | undefined
  /** The form that was kept so, once its own case is open again. */
  keptForm(sealed: unknown): { readonly path: string; readonly texts: string } | undefined
  /** The page of an act, `put-right`. Undefined when there is no such page; leads to the code without a case. */
  openAct(name: string): Promise<ActTurn | undefined>
  /** Takes the form of an act's page: does it and leads back to the messages, or shows it again (422). */
  takeAct(name: string, form: FormData): Promise<ActTurn | undefined>
  /** Shows the page of an act again in the language of the address, with what was typed. */
  keepAct(name: string, form: FormData): Promise<ActTurn | undefined>
}

/** An act's page, or where to go. */
export type ActTurn = Extract<Turn, { kind: 'go' }> | ActShown

type ActShown = {
  readonly kind: 'page'
  readonly status: number
  readonly page: Omit<StepPage, 'journey' | 'n' | 'canSave' | 'visit'>
}

/** A language by its own name, and this page's address in it. */
type LanguageLink = { readonly tag: string; readonly name: string; readonly href: string }

/** What every public page is given. */
export type PublicPage = {
  readonly profile: Profile
  /** `''` at the root or `/coventry`: every link begins with it. */
  readonly prefix: string
  /** Where people reach us, `https://host`: what is printed needs it whole. */
  readonly origin: string
  /** What the main part is said in: English where the language of the address does not say this screen. */
  readonly words: Words
  /** What stands around the main part: always in the language of the address. */
  readonly around: { readonly words: Words; readonly values: Values }
  readonly english: Words
  /** No named person has checked the language of the address: every page says so. */
  readonly isDraft: boolean
  /** In London. */
  readonly today: LocalDate
  /** Languages to switch to, this one among them. */
  readonly languages: readonly LanguageLink[]
  readonly values: Values
  readonly door: Door
  /** What the door gave to show, on the page of a step; undefined on every other. */
  readonly step: Extract<Turn, { kind: 'page' }> | undefined
  /** Said above every page that is no step until the writer has kept the code. */
  readonly notKept: NotKept | undefined
  /** What was typed into a page whose hours are over, sealed: given to the page that asks for the code. */
  readonly kept: string | undefined
  /** A question that is no step of a journey: the first door (`sh-who`), the way back, the page after sending. */
  readonly question: (id: string) => Question
  /** The same page in easier words, or back in the first ones; undefined where there are none. */
  readonly easier: { readonly isOn: boolean; readonly href: string } | undefined
  /** A journey by its path, as `yp`; undefined when there is none. */
  readonly journey: (path: string) => Journey | undefined
  /** What changed because somebody spoke, published by an officer: the newest first, by language. */
  readonly changes: () => Promise<readonly ToldText['words'][]>
  /** A long page of `content/pages`, and in which language it is; undefined when none has this name. */
  readonly longPage: (name: string) => (Page & { readonly language: string }) | undefined
}

/** What the chooser at `/` is given where several authorities are served. */
export type ChooserPage = {
  readonly words: Words
  readonly languages: readonly LanguageLink[]
  readonly authorities: readonly { readonly name: string; readonly href: string }[]
}

/** What the developer's mailbox shows, newest first. */
export type MailboxPage = {
  readonly mails: readonly {
    readonly at: string
    readonly from: string
    readonly to: string
    readonly subject: string
    readonly text: string
  }[]
}
