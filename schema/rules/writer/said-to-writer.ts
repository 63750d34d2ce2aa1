import type { EventKind } from '../../case/case.ts'

/**
 * Events of ours whose words the writer reads on their page. Everything else that is sealed with an event
 * stays on the desk: an act that is for the record cannot make one of these with words in it.
 */
export const SAID_TO_WRITER: ReadonlySet<EventKind> = new Set([
  'message-to-writer',
  'acknowledged',
  'answered',
  'concern-resolved',
  'concern-not-resolved',
  'calendar-changed',
  'extended',
  'request-acknowledged',
  'stage-discontinued',
  'panel-arranged',
  'statement-sent',
  'withdrawn',
  'hold-ended',
  'standing-accepted',
  'decision-frozen',
  'decision-released',
  'advocate-offered',
  'thanks-passed-on',
  'promise-told',
  'reopened',
  'joined',
  'data-acknowledged',
  'data-extended',
  'data-answered',
])

/** Decisions about the route, which the writer's page shows apart. */
export const DECIDED_FOR_WRITER: ReadonlySet<EventKind> = new Set([
  'route-confirmed',
  'route-changed',
  'refused',
  'held',
  'passed-on',
  'stage-refused',
])

/** Whether the writer reads the words of this on their page, and may be sent them on paper. */
export function isSaidToWriter({ kind, by }: { readonly kind: EventKind; readonly by: string }) {
  const isOurs = by !== 'writer' && by !== 'advocate'
  return isOurs && (SAID_TO_WRITER.has(kind) || DECIDED_FOR_WRITER.has(kind))
}
