import { CaseEvent } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { saveEvents } from '../cases/save-events.ts'
import { hasUnopened, holdCase, type LookingBack, savingOf } from '../intake/way-back.ts'
import { unlessBusy } from '../store/unless-busy.ts'

/**
 * Writes down that the writer opened what stands there for them; nothing when there is nothing new. A store
 * that cannot be written now keeps nobody from reading: the next opening says it.
 */
export async function noteOpened(
  noting: LookingBack & { readonly publicUrl: string },
  caseId: number,
): Promise<void> {
  const held = await holdCase(noting.served, caseId)
  if (held === undefined || !hasUnopened(held)) return
  const at = noting.clock()
  const event = CaseEvent.parse({
    kind: 'opened-by-writer',
    at,
    on: localDateOf(at),
    by: 'writer',
    data: {},
  })
  await unlessBusy(saveEvents(savingOf(noting), held, { events: [{ event }] }), () => undefined)
}
