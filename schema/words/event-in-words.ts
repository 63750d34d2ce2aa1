import type { CaseEvent } from '../case/case.ts'
import { sayShortDay } from '../desk/desk-days.ts'
import type { Say } from './desk-words.ts'

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })

/** What a line of "what happened" says besides its kind: a stage, an outcome, a day, an amount. */
export function detailsOf(event: CaseEvent, say: Say): readonly string[] {
  const by = (on: string) => say('event-detail.by', { date: sayShortDay(on) })
  const stage = (n: number | null) =>
    n === null ? [] : [say('event-detail.stage', { n: String(n) })]
  const agreed = (code: string) => say(`event-detail.agreed.${code}`)
  const point = (n: number) => say('event-detail.point', { n: String(n) })
  switch (event.kind) {
    case 'route-changed':
      return [say(`category.${event.data.to}`), say(`reason.${event.data.reason}`)]
    case 'refused':
    case 'held':
    case 'passed-on':
      return [say(`reason.${event.data.reason}`), by(event.data.assurances.reviewOn)]
    case 'flagged':
      return event.data.flags.map((flag) => say(`flag.${flag}`))
    case 'referred':
    case 'referral-acknowledged':
      return [say(`referral-to.${event.data.to}`)]
    case 'extended':
      return [
        ...stage(event.data.stage),
        by(event.data.dueOn),
        say(`extension-ground.${event.data.ground}`),
      ]
    case 'stage-requested':
      return [...stage(event.data.stage), say(`act-option.because.${event.data.because}`)]
    case 'stage-refused':
      return [...stage(event.data.stage), say(`reason.${event.data.reason}`)]
    case 'stage-started':
    case 'stage-discontinued':
    case 'request-acknowledged':
      return stage(event.data.stage)
    case 'answered':
      return [
        ...stage(event.data.stage),
        ...(event.data.outcome === null ? [] : [say(`outcome.${event.data.outcome}`)]),
      ]
    case 'point-set':
    case 'point-dropped':
      return [point(event.data.point)]
    case 'point-answered': {
      const { stage: at, outcome, remedy } = event.data
      return [
        point(event.data.point),
        ...stage(at),
        say(`outcome.${outcome}`),
        ...(remedy === null ? [] : [remedy]),
      ]
    }
    case 'statement-reminded':
      return event.data.alert ? [] : [say('event-detail.no-address')]
    case 'access-given':
      return [by(event.data.until)]
    case 'investigator-named':
      return [say(`role.${event.data.role}`), by(event.data.until)]
    case 'report-received':
      return [say(`role.${event.data.of}`)]
    case 'panel-arranged':
      return [by(event.data.meetsOn)]
    case 'meeting-held': {
      const { what, result } = event.data
      return [
        say(`act-option.what.${what}`),
        ...(result === null ? [] : [say(`act-option.result.${result}`)]),
      ]
    }
    case 'paid': {
      const { stage: at, kind, pence } = event.data
      const named = [say(`act-option.stage.${at}`), say(`act-option.kind.${kind}`)]
      return [...named, pounds.format(pence / 100)]
    }
    case 'enquiry-received':
      return [
        say(`act-option.from.${event.data.from}`),
        by(event.data.dueOn),
        ...(event.data.agreed === undefined ? [] : [agreed(event.data.agreed)]),
      ]
    case 'enquiry-answered':
      return event.data.agreed === undefined ? [] : [agreed(event.data.agreed)]
    case 'logged-as':
      return [say(`act-option.as.${event.data.as}`)]
    case 'ombudsman-received':
      return [event.data.ref, ...(event.data.dueOn === null ? [] : [by(event.data.dueOn)])]
    case 'ombudsman-decided':
      return [event.data.decision]
    case 'ombudsman-remedy':
      return [by(event.data.dueOn)]
    case 'joined':
      return [say(`joined-as.${event.data.as}`)]
    case 'action-agreed':
    case 'action-moved':
      return [say('event-detail.nth', { n: String(event.data.action) }), by(event.data.dueOn)]
    case 'action-done':
    case 'action-dropped':
    case 'promise-told':
    case 'learning-said':
    case 'learning-did':
      return [say('event-detail.nth', { n: String(event.data.action) })]
    case 'data-asked':
      return [say(`act-option.about.${event.data.about}`)]
    case 'data-acknowledged':
      return [by(event.data.answerBy)]
    case 'data-answered':
      return [say(`data-result.${event.data.result}`)]
    case 'decision-frozen':
      return [say(`event-detail.frozen.${event.data.frozen ? 'yes' : 'no'}`)]
    case 'copy-made':
      return [
        say(`copy.for.${event.data.for}`),
        ...(event.data.redacted ? [say('copy.with-gaps')] : []),
      ]
    case 'undone':
      return [say(`event.${event.data.kind}`)]
    default:
      return []
  }
}

/** Who did it, as the desk names them: an officer whose name is gone was a former colleague. */
export function whoDid(by: string | undefined, say: Say): string {
  if (by === 'writer' || by === 'earshot' || by === 'advocate') return say(`case.by-${by}`)
  return by ?? say('case.by-former')
}
