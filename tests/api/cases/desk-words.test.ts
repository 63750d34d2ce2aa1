import { expect, test } from 'vitest'
import { CONTENT_TYPES } from '#api/intake/attachment-kind.ts'
import { loadContent } from '#content/index.ts'
import { WhyDay } from '#schema/authority/bank-holidays.ts'
import { CaseStatus, DecisionReason, EventKind, StillPossible } from '#schema/case/case.ts'
import { ListMark, RouteAct } from '#schema/desk/desk.ts'
import { reasonsFor } from '#schema/rules/case/route-decision.ts'
import { Facts, Service, Who } from '#schema/triage/facts.ts'
import {
  AdvocateAnswer,
  Ask,
  Audience,
  Category,
  ContactKind,
  Role,
  Signal,
} from '#schema/vocabulary.ts'

const words = loadContent('content').words('en')

/** Every code that a page of the desk may have to show, by the group of its sentence. */
const SHOWN: readonly (readonly [string, readonly string[]])[] = [
  ['category', Category.options],
  ['flag', ListMark.options],
  ['status', CaseStatus.options],
  ['event', EventKind.options],
  ['service', Service.options],
  ['who', Who.options],
  ['role', Role.options],
  ['reason', DecisionReason.options],
  ['still', StillPossible.options],
  ['why-day', WhyDay.options],
  ['signal', Signal.options],
  ['ask', Ask.options],
  ['advocate-answer', AdvocateAnswer.options],
  ['person-value', [...ContactKind.options, ...AdvocateAnswer.options]],
  ['fact', Object.keys(Facts.shape)],
  ['file', Object.keys(CONTENT_TYPES)],
]

test.each(SHOWN)('the desk has words for every %s', (group, codes) => {
  expect(codes.filter((code) => !words.has(`officer.${group}.${code}`))).toEqual([])
})

test.each(Audience.options)('a decision of each kind is told in words to the %s', (audience) => {
  const needed = [
    ...RouteAct.options.map((act) => `decision.${audience}.act.${act}`),
    ...StillPossible.options.map((still) => `decision.${audience}.still.${still}`),
  ]
  expect(needed.filter((key) => !words.has(key))).toEqual([])
})

test('every reason of the list is a ground for something an officer can do', () => {
  const used = new Set(RouteAct.options.flatMap(reasonsFor))
  expect(DecisionReason.options.filter((reason) => !used.has(reason))).toEqual([])
})
