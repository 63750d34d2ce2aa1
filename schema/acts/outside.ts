import { EnquiryAgreed, EnquiryFrom, LoggedAs } from '../case/case.ts'
import { MediationResult, MoneyKind, MoneyStage } from '../report/ledger.ts'
import { type Act, caseAct } from './act.ts'
import { day, dayOrNone, line, one, oneOrNone, pounds, words } from './fields.ts'
import type { ActGiven } from './given.ts'

/** Nobody is told of a person who has not agreed to it, or of whom no law says that they need not. */
const AGREED = EnquiryAgreed.exclude(['not-yet']).options

/** Others who ask about a case, what came of meeting, and what it cost. */
export const OUTSIDE_ACTS: readonly Act[] = [
  caseAct({
    id: 'meeting',
    group: 'people',
    fields: {
      what: one(['mediation', 'meeting']),
      on: day('until-today'),
      result: oneOrNone(MediationResult.options, { optional: 'sometimes' }),
      text: words(),
    },
    tries: () => ({ kind: 'meeting-held', data: { what: 'meeting', result: null } }),
    faults: ({ what, result }) =>
      what === 'mediation' && result === null ? [{ field: 'result', code: 'missing' }] : [],
    drafts: ({ what, on, result, text }) => [
      { kind: 'meeting-held', data: { what, result }, on, text },
    ],
  }),
  caseAct({
    id: 'enquiry',
    group: 'outside',
    fields: {
      from: one(EnquiryFrom.options),
      agreed: one(EnquiryAgreed.options),
      on: day('until-today'),
      dueOn: day('any'),
      text: words(),
    },
    tries: ({ state, today }) => ({
      kind: 'enquiry-received',
      data: { enquiry: state.enquiries.length + 1, from: 'other', dueOn: today },
    }),
    faults: dueAfterReceipt,
    drafts: ({ from, agreed, on, dueOn, text }, { state }) => [
      {
        kind: 'enquiry-received',
        data: { enquiry: state.enquiries.length + 1, from, dueOn, agreed },
        on,
        text,
      },
    ],
  }),
  caseAct({
    id: 'answer-enquiry',
    group: 'outside',
    meets: ['enquiry'],
    fields: {
      enquiry: one(openEnquiries),
      agreed: one(AGREED),
      on: day('until-today'),
      text: words(),
    },
    tries: (given) => {
      const [open] = openEnquiries(given)
      return open === undefined
        ? 'no-such-enquiry'
        : { kind: 'enquiry-answered', data: { enquiry: Number(open.value) } }
    },
    fill: ({ state }) => {
      const open = state.enquiries.find(({ answeredOn }) => answeredOn === null)
      return open === undefined || open.agreed === 'not-yet' ? {} : { agreed: [open.agreed] }
    },
    drafts: ({ enquiry, agreed, on, text }) => [
      { kind: 'enquiry-answered', data: { enquiry: Number(enquiry), agreed }, on, text },
    ],
  }),
  caseAct({
    id: 'log-as',
    group: 'record',
    fields: { as: one(LoggedAs.options), text: words() },
    tries: () => ({ kind: 'logged-as', data: { as: 'other' } }),
    drafts: ({ as, text }) => [{ kind: 'logged-as', data: { as }, text }],
  }),
  caseAct({
    id: 'paid',
    group: 'record',
    fields: {
      stage: one(MoneyStage.options),
      kind: one(MoneyKind.options),
      amount: pounds(),
      on: day('until-today'),
      text: words({ optional: true }),
    },
    tries: () => ({ kind: 'paid', data: { stage: 'stage-1', kind: 'other', pence: 1 } }),
    drafts: ({ stage, kind, amount, on, text }) => [
      { kind: 'paid', data: { stage, kind, pence: amount }, on, text },
    ],
  }),
]

export const OMBUDSMAN_ACTS: readonly Act[] = [
  caseAct({
    id: 'ombudsman',
    group: 'outside',
    fields: { ref: line(), on: day('until-today'), dueOn: dayOrNone(), text: words() },
    tries: ({ state }) => ({
      kind: 'ombudsman-received',
      data: { enquiry: state.ombudsman.length + 1, ref: '-', dueOn: null },
    }),
    faults: dueAfterReceipt,
    drafts: ({ ref, on, dueOn, text }, { state }) => [
      {
        kind: 'ombudsman-received',
        data: { enquiry: state.ombudsman.length + 1, ref, dueOn },
        on,
        text,
      },
    ],
  }),
  caseAct({
    id: 'answer-ombudsman',
    group: 'outside',
    meets: ['ombudsman'],
    fields: { enquiry: one(unansweredOmbudsman), on: day('until-today'), text: words() },
    tries: (given) => {
      const [open] = unansweredOmbudsman(given)
      return open === undefined
        ? 'no-such-enquiry'
        : { kind: 'ombudsman-answered', data: { enquiry: Number(open.value) } }
    },
    drafts: ({ enquiry, on, text }) => [
      { kind: 'ombudsman-answered', data: { enquiry: Number(enquiry) }, on, text },
    ],
  }),
  caseAct({
    id: 'ombudsman-decided',
    group: 'outside',
    fields: {
      enquiry: one(undecidedOmbudsman),
      decision: one(ombudsmanDecisions),
      on: day('until-today'),
      text: words(),
    },
    tries: (given) => {
      const [open] = undecidedOmbudsman(given)
      if (open === undefined) return 'no-such-enquiry'
      const data = { enquiry: Number(open.value), decision: '-', upheld: null }
      return { kind: 'ombudsman-decided', data }
    },
    drafts: ({ enquiry, decision, on, text }, given) => [
      {
        kind: 'ombudsman-decided',
        data: { enquiry: Number(enquiry), decision, upheld: isUpheld(decision, given) },
        on,
        text,
      },
    ],
  }),
  caseAct({
    id: 'ombudsman-remedy',
    group: 'outside',
    fields: { enquiry: one(decidedOmbudsman), dueOn: day('any'), text: words() },
    tries: (given) => {
      const [decided] = decidedOmbudsman(given)
      return decided === undefined
        ? 'not-decided'
        : remedy(given, Number(decided.value), given.today)
    },
    drafts: ({ enquiry, dueOn, text }, given) => [
      { ...remedy(given, Number(enquiry), dueOn), text },
    ],
  }),
  caseAct({
    id: 'ombudsman-remedy-done',
    group: 'outside',
    meets: ['ombudsman-remedy'],
    fields: { remedy: one(openRemedies), on: day('until-today'), text: words() },
    tries: (given) => {
      const [open] = openRemedies(given)
      return open === undefined ? 'no-such-enquiry' : remedyDone(open.value)
    },
    drafts: ({ remedy: which, on, text }) => [{ ...remedyDone(which), on, text }],
  }),
]

type Dated = { readonly on: string; readonly dueOn: string | null }

function dueAfterReceipt({ on, dueOn }: Dated) {
  return dueOn !== null && dueOn < on ? [{ field: 'dueOn', code: 'before-receipt' }] : []
}

function openEnquiries({ state, deskWords }: ActGiven) {
  return state.enquiries
    .filter(({ answeredOn }) => answeredOn === null)
    .map(({ enquiry, from, receivedOn }) => ({
      value: String(enquiry),
      label: `${deskWords.get(`officer.act-option.from.${from}`)}, ${receivedOn}`,
    }))
}

type Asked = ActGiven['state']['ombudsman'][number]

function ombudsmanOptions({ state }: ActGiven, which: (asked: Asked) => boolean) {
  return state.ombudsman
    .filter(which)
    .map(({ enquiry, ref }) => ({ value: String(enquiry), label: ref }))
}

function unansweredOmbudsman(given: ActGiven) {
  return ombudsmanOptions(
    given,
    ({ answeredOn, decided, dueOn }) => answeredOn === null && decided === null && dueOn !== null,
  )
}

function undecidedOmbudsman(given: ActGiven) {
  return ombudsmanOptions(given, ({ decided }) => decided === null)
}

function decidedOmbudsman(given: ActGiven) {
  return ombudsmanOptions(given, ({ decided }) => decided !== null)
}

/** More names than these, and an authority has met every end that there is. */
const FEW_DECISIONS = 4

/**
 * The authority's own names for it, as it has published them, and behind few of them ours for what none of them says:
 * the first complaint that is upheld, or is not, must have a name too.
 */
function ombudsmanDecisions({ profile, deskWords }: ActGiven) {
  const own = profile.ombudsmanDecisions
  const labels = own.map(({ label }) => label)
  const hasUpheld = own.some(({ upheld }) => upheld === true)
  const isSaid = (ours: string) =>
    labels.some((label) => label.toLowerCase().includes(ours.toLowerCase()))
  const ours = UPHELD_OR_NOT.map((code) => deskWords.get(`officer.act-option.decision.${code}`))
  const [upheld = '', ...others] = ours
  const missing = own.length > FEW_DECISIONS ? [] : others.filter((each) => !isSaid(each))
  return [...labels, ...(hasUpheld ? [] : [upheld]), ...missing].map((label) => ({
    value: label,
    label,
  }))
}

const UPHELD_OR_NOT = ['upheld', 'not-upheld', 'not-investigated'] as const

function isUpheld(decision: string, { profile, deskWords }: ActGiven): boolean | null {
  const named = profile.ombudsmanDecisions.find(({ label }) => label === decision)
  if (named !== undefined) return named.upheld
  if (decision === deskWords.get('officer.act-option.decision.upheld')) return true
  return decision === deskWords.get('officer.act-option.decision.not-upheld') ? false : null
}

function remedy({ state }: ActGiven, enquiry: number, dueOn: ActGiven['today']) {
  const asked = state.ombudsman.find((one) => one.enquiry === enquiry)
  const data = { enquiry, remedy: (asked?.remedies.length ?? 0) + 1, dueOn }
  return { kind: 'ombudsman-remedy' as const, data }
}

/** `2-1`: the first remedy of the second enquiry. */
function openRemedies({ state }: ActGiven) {
  return state.ombudsman.flatMap(({ enquiry, ref, remedies }) =>
    remedies
      .filter(({ doneOn }) => doneOn === null)
      .map(({ remedy: n, dueOn }) => ({
        value: `${enquiry}-${n}`,
        label: `${ref}, ${n}: ${dueOn}`,
      })),
  )
}

function remedyDone(which: string) {
  const [enquiry, n] = which.split('-').map(Number)
  return {
    kind: 'ombudsman-remedy-done' as const,
    data: { enquiry: enquiry ?? 0, remedy: n ?? 0 },
  }
}
