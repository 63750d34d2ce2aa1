import { ExtensionGround } from '../case/case.ts'
import { currentStage, type PartState } from '../rules/case/case-state.ts'
import { dueDatesOfPart } from '../rules/clocks/clocks.ts'
import { mayExtend } from '../rules/clocks/extension.ts'
import { sayDayFrom } from '../words/spoken.ts'
import { type Act, type ActRefusal, type Draft, partAct, stageOf } from './act.ts'
import { day, one, words } from './fields.ts'
import type { ActGiven } from './given.ts'
import { letterText, lineOwed } from './letter-text.ts'

/** More time for a stage: with its ground, no further than the cap, and told before the day. */
export const EXTENSION_ACTS: readonly Act[] = [
  partAct({
    id: 'extend',
    group: 'answer',
    says: 'writer',
    fields: {
      dueOn: day('after-today'),
      ground: one(ExtensionGround.options, { labels: 'extension-ground' }),
      agreed: one(['yes', 'no', 'not-known']),
      text: words(),
    },
    tries: farthest,
    fill: (given, part) => {
      const latest = latestOn(part, given)
      if (latest === null) return {}
      const date = sayDayFrom(given.today, latest, given.words.language)
      return {
        dueOn: [latest],
        text: [letterText(given, 'extend', { date })],
      }
    },
    owed: (given) => [lineOwed(given, 'advocacy'), lineOwed(given, 'ombudsman')],
    faults: ({ dueOn, ground, agreed }, part, given) => {
      const stage = stageOf(part)
      const wanted = { part: part.n, stage, dueOn, ground, agreed }
      const check = mayExtend(part, wanted, given.today, given.profile, given.calendar)
      if (check.ok) return []
      const field = check.code === 'ground-not-allowed' ? 'ground' : 'dueOn'
      return [{ field, code: check.code }]
    },
    drafts: ({ dueOn, ground, agreed, text }, part) => [
      {
        kind: 'extended',
        data: { part: part.n, stage: stageOf(part), dueOn, ground, agreed },
        text,
      },
    ],
  }),
]

function latestOn(part: PartState, given: ActGiven) {
  const stage = currentStage(part)?.stage
  const due = dueDatesOfPart(part, given.profile, given.calendar).find(
    ({ clock }) => clock === `stage-${stage}`,
  )
  return due?.latestOn ?? null
}

/** The most that could be asked for: an extension is offered while that is possible. */
function farthest(part: PartState, given: ActGiven): Draft | ActRefusal {
  const stage = currentStage(part)?.stage
  if (stage === undefined) return 'not-a-complaint'
  const dueOn = latestOn(part, given)
  if (dueOn === null) return 'no-extension-here'
  const data = { part: part.n, stage, dueOn, ground: 'complex' as const, agreed: 'yes' as const }
  const check = mayExtend(part, data, given.today, given.profile, given.calendar)
  return check.ok ? { kind: 'extended', data } : check.code
}
