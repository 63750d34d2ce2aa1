import { DataAbout, DataResult } from '../case/case.ts'
import { type DataAsked, dataDueOn } from '../rules/case/data-asking.ts'
import { sayDayFrom } from '../words/spoken.ts'
import { type Act, type ActRefusal, caseAct, type Draft } from './act.ts'
import { day, one, words } from './fields.ts'
import type { ActGiven } from './given.ts'
import { letterText } from './letter-text.ts'

/**
 * To see what is kept, to have it gone, to complain of how it is kept: each with a clock of its own beside those of
 * the case (UK GDPR art. 12(3); Data Protection Act 2018 s.164A). The copy itself is made on its own page.
 */
export const DATA_ACTS: readonly Act[] = [
  caseAct({
    id: 'data-asked',
    group: 'outside',
    fields: { about: one(DataAbout.options), on: day('until-today'), text: words() },
    tries: ({ state }) => asked(state.dataAsked.length + 1, 'access'),
    drafts: ({ about, on, text }, { state }) => [
      { ...asked(state.dataAsked.length + 1, about), on, text },
    ],
  }),
  caseAct({
    id: 'data-acknowledge',
    group: 'outside',
    says: 'writer',
    meets: ['data-complaint-acknowledged'],
    fields: { asked: one(unacknowledged), answerBy: day('after-today'), text: words() },
    tries: (given) =>
      firstOf(unacknowledged(given), (n) => ({
        kind: 'data-acknowledged',
        data: { asked: n, answerBy: given.today },
      })),
    fill: (given) => ({ text: [letterText(given, 'data-acknowledge')] }),
    owed: rights,
    drafts: ({ asked: which, answerBy, text }, { today, words: { language } }) => [
      {
        kind: 'data-acknowledged',
        data: { asked: Number(which), answerBy },
        text: `${text}\n\n${sayDayFrom(today, answerBy, language)}`,
      },
    ],
  }),
  caseAct({
    id: 'data-extend',
    group: 'outside',
    says: 'writer',
    fields: { asked: one(extendable), text: words() },
    tries: (given) =>
      firstOf(extendable(given), (n) => ({ kind: 'data-extended', data: { asked: n } })),
    fill: (given) => {
      const first = given.state.dataAsked.find((each) => mayStillExtend(each, given))
      if (first === undefined) return {}
      const { latestOn } = dataDueOn(first, given.calendar)
      const date = sayDayFrom(given.today, latestOn, given.words.language)
      return { text: [letterText(given, 'data-extend', { date })] }
    },
    owed: rights,
    drafts: ({ asked: which, text }) => [
      { kind: 'data-extended', data: { asked: Number(which) }, text },
    ],
  }),
  caseAct({
    id: 'data-answer',
    group: 'outside',
    says: 'writer',
    meets: ['data-access', 'data-deletion', 'data-complaint'],
    fields: {
      asked: one(unanswered),
      result: one(DataResult.options, { labels: 'data-result' }),
      text: words(),
    },
    tries: (given) =>
      firstOf(unanswered(given), (n) => ({
        kind: 'data-answered',
        data: { asked: n, result: 'done' },
      })),
    fill: (given) => ({ text: [letterText(given, 'data-answer')] }),
    owed: rights,
    drafts: ({ asked: which, result, text }) => [
      { kind: 'data-answered', data: { asked: Number(which), result }, text },
    ],
  }),
]

/** Whoever is answered is told of the Information Commissioner, whatever the answer is (UK GDPR art. 12(4)). */
function rights(given: ActGiven): readonly string[] {
  return [letterText(given, 'data-rights')]
}

function asked(n: number, about: DataAbout) {
  return { kind: 'data-asked' as const, data: { asked: n, about } }
}

function firstOf(open: readonly { readonly value: string }[], draft: (n: number) => Draft) {
  const [first] = open
  const none: ActRefusal = 'no-such-enquiry'
  return first === undefined ? none : draft(Number(first.value))
}

function optionsOf(given: ActGiven, which: (each: DataAsked) => boolean) {
  return given.state.dataAsked
    .filter((each) => each.answeredOn === null && which(each))
    .map(({ asked: n, about, on }) => ({
      value: String(n),
      label: `${given.deskWords.get(`officer.act-option.about.${about}`)}, ${sayDayFrom(given.today, on, 'en')}`,
    }))
}

function unanswered(given: ActGiven) {
  return optionsOf(given, () => true)
}

function unacknowledged(given: ActGiven) {
  return optionsOf(
    given,
    ({ about, acknowledgedOn }) => about === 'complaint' && acknowledgedOn === null,
  )
}

function extendable(given: ActGiven) {
  return optionsOf(given, (each) => mayStillExtend(each, given))
}

/** Told within the first month, or it is late and not extended. */
function mayStillExtend(each: DataAsked, { today, calendar }: ActGiven): boolean {
  const { about, extendedOn, answeredOn } = each
  const isOpen = about !== 'complaint' && extendedOn === null && answeredOn === null
  return isOpen && today <= dataDueOn(each, calendar).tellBy
}
