import type { ActForm } from '#api/cases/acts/act-form.ts'
import type { EntryKind } from '#api/entry/routes.ts'
import type { RemovalView } from '#api/forgetting/act.ts'
import type { Due } from '#api/forgetting/keep-list.ts'
import type { GuideView } from '#api/guide/routes.ts'
import type { LearningView } from '#api/learning/routes.ts'
import type { LinkView } from '#api/links/links.ts'
import type { LinksView } from '#api/links/routes.ts'
import type { Did } from '#api/officers/did.ts'
import type { PasskeyRow } from '#api/officers/passkeys.ts'
import type { Person } from '#api/officers/people.ts'
import type { PersonAct } from '#api/officers/person-history.ts'
import type { RotaPage } from '#api/officers/rota-routes.ts'
import type { SessionRow } from '#api/officers/sessions.ts'
import type { YourPart } from '#api/officers/your-part.ts'
import type { OpenCasesView } from '#api/open-cases/desk-routes.ts'
import type { ProfileView } from '#api/profile/routes.ts'
import type { BehindView, FiguresView } from '#api/reports/behind-routes.ts'
import type { DashboardView } from '#api/reports/dashboard.ts'
import type { ReportPage } from '#api/reports/desk-routes.ts'
import type { ImportView } from '#api/reports/import-routes.ts'
import type { TextsView, TextView } from '#api/reports/text-routes.ts'
import type { Found } from '#api/search/search.ts'
import type { SystemsView } from '#api/systems/desk-routes.ts'
import type { ToldList, ToldView } from '#api/told/desk-routes.ts'
import type { Offered } from '#schema/acts/acts.ts'
import type { Typed } from '#schema/acts/fields.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { Instant, LocalDate } from '#schema/dates.ts'
import type { InboxFilter, InboxPage } from '#schema/desk/desk.ts'
import type { Problem } from '#schema/desk/problems.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { Accepted } from '#schema/form/submission.ts'
import type { Trace } from '#schema/rules/triage/triage.ts'
import type { Facts } from '#schema/triage/facts.ts'
import type { Triage } from '#schema/triage/triage.ts'
import type { Role } from '#schema/vocabulary.ts'
import type { Words } from '#schema/words/messages.ts'
import type { CopyToShare } from './copies/leave-out.ts'
import type { FileView, Scanning } from './files.ts'
import type { CaseView } from './open.ts'
import type { SavedView } from './saved-views.ts'
import type { SeenBy } from './seen.ts'
import type { Today } from './today.ts'

/** Somebody who may be given a case. */
export type OwnerChoice = { readonly id: number; readonly name: string }

export type { Typed } from '#schema/acts/fields.ts'

type ActPage = {
  readonly view: CaseView
  readonly form: ActForm
  /** The officer's role does not do this. */
  readonly mayNot: boolean
} & DraftShown

/** A form that is kept as a draft while it is typed. */
export type DraftShown = {
  /** When what stands in it was kept as a draft; undefined where it was not. */
  readonly draftAt: Instant | undefined
}

/** What came of giving cases to somebody. */
export type GivenNotice = {
  readonly id: number
  readonly given: number
  readonly cannot: number
  readonly isUndone: boolean
}

/** The pages of the desk, one kind a page; its name is its address under `/officer`. */
export type DeskView =
  | {
      readonly page: 'sign-in'
      readonly isAsked: boolean
      /** What the browser needs to ask for a passkey; left out where none is asked for. */
      readonly passkey?: object | undefined
    }
  | {
      readonly page: 'passkeys'
      readonly passkeys: readonly PasskeyRow[]
      /** What the browser needs to make one; undefined where people reach us by a number. */
      readonly offered: object | undefined
    }
  | { readonly page: 'continue'; readonly to: string }
  | { readonly page: 'link'; readonly key: string; readonly isFirst: boolean }
  | {
      readonly page: 'authenticator'
      /** What to set up; undefined for an officer who has done so. */
      readonly setUp: { readonly secret: string; readonly uri: string } | undefined
    }
  | {
      readonly page: 'today'
      readonly part: YourPart
      readonly today: Today
      readonly views: readonly SavedView[]
      /** The last year whose bank holidays are confirmed, where open dates fall after it. */
      readonly unconfirmedAfter: number | undefined
    }
  | {
      readonly page: 'inbox'
      readonly list: InboxPage
      readonly filter: InboxFilter
      /** Who may be given a case, by name. */
      readonly owners: readonly OwnerChoice[]
      /** Whether this officer may give cases to somebody. */
      readonly mayAssign: boolean
      /** A common assignment that was just made, while it can be undone. */
      readonly given: GivenNotice | undefined
      readonly views: readonly SavedView[]
      /** The view that is shown, as an address has it. */
      readonly query: string
      /** The last year whose bank holidays are confirmed, where open dates fall after it. */
      readonly unconfirmedAfter: number | undefined
    }
  | (DraftShown & {
      readonly page: 'case'
      readonly view: CaseView
      readonly mayDecide: boolean
      readonly scanning: Scanning
      readonly isSaved: boolean
      /** What this officer can do now, the most likely first. */
      readonly acts: readonly Offered[]
      /** What it belongs together with, as far as this officer may see it. */
      readonly links: readonly LinkView[]
      /** The act that was just done. */
      readonly done: string | undefined
    })
  | ({ readonly page: 'act' } & ActPage)
  | { readonly page: 'seen'; readonly reference: string; readonly seen: readonly SeenBy[] }
  /** A note has a page of its own, in another colour: nothing on it can be sent. */
  | ({ readonly page: 'note' } & ActPage)
  /** The whole case as one file, with what is to be left out of it. */
  | { readonly page: 'open-cases'; readonly opening: OpenCasesView }
  /** A colleague puts a file to a case. */
  | { readonly page: 'add-file'; readonly reference: string; readonly mayNot: boolean }
  | {
      readonly page: 'copy'
      readonly view: CaseView
      readonly shared: CopyToShare
      /** The officer's role makes no copies, or nothing is left to copy. */
      readonly mayNot: boolean
      /** There is a browser here that prints. */
      readonly canPrint: boolean
      /** When what stands in the form was kept as a draft. */
      readonly draftAt: Instant | undefined
    }
  /** A form that came after the session had ended, or while nothing could be saved: what was typed, to be sent again. */
  | { readonly page: 'kept'; readonly to: string; readonly why: 'session-ended' | 'busy' }
  /** A decision that came after the session had ended: all that is shown is what came with it. */
  | { readonly page: 'session-ended'; readonly reference: string }
  /** Asks why the original of a file is to be opened. */
  | { readonly page: 'original'; readonly reference: string; readonly file: FileView }
  | {
      readonly page: 'broken-file'
      readonly reference: string
      readonly name: string
      readonly why: 'missing' | 'changed'
    }
  | {
      readonly page: 'triage'
      readonly tried:
        | { readonly facts: Facts; readonly trace: Trace; readonly triage: Triage }
        | undefined
    }
  | {
      readonly page: 'new'
      readonly kind: EntryKind
      /** Names what is typed for ever: sent twice, it is one case. */
      readonly key: string
      readonly today: LocalDate
      /** When what stands in it was kept as a draft; undefined where it was not. */
      readonly draftAt: Instant | undefined
    }
  | { readonly page: 'entered'; readonly kind: EntryKind; readonly accepted: Accepted }
  /** How the work is done: for officers, managers and investigators. */
  | { readonly page: 'guide'; readonly guide: GuideView }
  /** What an administrator changes of the profile. */
  | { readonly page: 'profile'; readonly profile: ProfileView }
  /** Which cases belong together with one, and putting it into another. */
  | { readonly page: 'links'; readonly together: LinksView }
  /** What was promised and what is to change. */
  | { readonly page: 'learning'; readonly learning: LearningView }
  | { readonly page: 'search'; readonly found: Found | undefined }
  /** What each key does, and how to switch them off. */
  | { readonly page: 'keys' }
  | { readonly page: 'report'; readonly report: ReportPage }
  /** Past cases that are brought in. */
  | { readonly page: 'import'; readonly bringing: ImportView }
  | { readonly page: 'dashboard'; readonly dashboard: DashboardView }
  | { readonly page: 'texts'; readonly texts: TextsView }
  | { readonly page: 'text'; readonly text: TextView }
  | { readonly page: 'figures'; readonly figures: FiguresView }
  | { readonly page: 'behind'; readonly behind: BehindView }
  /** What may be said in public of what people told us. */
  | { readonly page: 'told'; readonly list: ToldList }
  | { readonly page: 'told-one'; readonly view: ToldView }
  | { readonly page: 'systems'; readonly systems: SystemsView }
  | { readonly page: 'people'; readonly people: readonly Person[] }
  | {
      readonly page: 'person'
      readonly person: Person
      /** Who could have the cases of somebody who leaves. */
      readonly heirs: readonly OwnerChoice[]
      /** What was done to their place at the desk, and when they signed in. */
      readonly history: readonly PersonAct[]
    }
  /** A one-time link, shown once. */
  | { readonly page: 'handed-link'; readonly name: string; readonly link: string }
  | { readonly page: 'rota'; readonly rota: RotaPage }
  | { readonly page: 'sessions'; readonly sessions: readonly SessionRow[] }
  | {
      readonly page: 'removal'
      readonly due: Due
      /** Today, or the day that is looked ahead to. */
      readonly on: LocalDate
      readonly isAhead: boolean
    }
  | {
      readonly page: 'removal-case'
      readonly view: RemovalView
      readonly mayAct: boolean
      readonly today: LocalDate
    }
  | { readonly page: 'signed-out' }
  | { readonly page: 'not-found' }

/** Everything that a page of the desk is given. */
export type DeskPage<View extends DeskView = DeskView> = {
  readonly profile: Profile
  /** `''` at the root or `/coventry`: every link begins with it. */
  readonly base: string
  readonly words: Words
  /** Who is signed in; undefined on the way in. */
  readonly officer:
    | {
        readonly name: string
        readonly roles: readonly Role[]
        /** Keys pressed alone do something. */
        readonly shortcuts: boolean
      }
    | undefined
  readonly view: View
  /** What is wrong with the service itself, as far as it is for this officer. */
  readonly trouble: {
    readonly problems: readonly Problem[]
    readonly unsentMinutes: number
    /** The cases that nobody opened in time, as far as this officer may open them. */
    readonly urgent: readonly string[]
  }
  readonly typed: Typed
  /** Of a page outside cases whose form is kept while it is typed: its name, and when what stands in it was kept. */
  readonly draft: { readonly form: string; readonly at: Instant | undefined } | undefined
  readonly faults: readonly FieldFault[]
  /** What was just done, where a form led here. */
  readonly did: Did | undefined
  /** Officers may come through the council's own sign-in. */
  readonly hasCouncilSignIn: boolean
}
