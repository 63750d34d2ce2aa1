import { type SQL, sql } from 'drizzle-orm'
import type { Store, Write } from '#api/store/store.ts'
import { agreedActions } from '#api/store/tables.ts'
import { type AgreedAction, isOpenAction } from '#schema/rules/case/agreed-actions.ts'

type Told = {
  readonly before: readonly AgreedAction[]
  readonly after: readonly AgreedAction[]
  readonly onlyWhile: SQL
}

/** The rows that the desk's lists look at say what the events of the case say. */
export function actionWrites(
  store: Store,
  caseId: number,
  { before, after, onlyWhile }: Told,
): readonly Write[] {
  const was = new Map(before.map((one) => [one.action, JSON.stringify(one)]))
  return after
    .filter((one) => was.get(one.action) !== JSON.stringify(one))
    .map((one) => {
      const ownerId = one.owner === null ? null : Number(one.owner.slice('officer:'.length))
      const open = isOpenAction(one) ? 1 : 0
      const toldOn = one.told?.on ?? null
      // Every column in the order of the table.
      const row = sql`select ${caseId}, ${one.action}, ${one.for}, ${one.service}, ${one.theme}, ${ownerId},
        ${one.agreedOn}, ${one.dueOn}, ${one.doneOn}, ${one.droppedOn}, ${one.sharedOn}, ${open}, ${toldOn} where ${onlyWhile}`
      const { dueOn, doneOn, droppedOn, sharedOn } = one
      return store.db
        .insert(agreedActions)
        .select(row)
        .onConflictDoUpdate({
          target: [agreedActions.caseId, agreedActions.action],
          set: { ownerId, dueOn, doneOn, droppedOn, sharedOn, open, toldOn },
        })
    })
}
