import { eq } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import { deskSettings } from '#api/store/tables.ts'

/** Whether keys pressed alone do something for this officer: they do until switched off. */
export async function hasShortcuts(store: Store, officerId: number): Promise<boolean> {
  const [row] = await store.db
    .select({ shortcuts: deskSettings.shortcuts })
    .from(deskSettings)
    .where(eq(deskSettings.officerId, officerId))
  return row?.shortcuts !== 0
}

/** WCAG 2.2, 2.1.4: a shortcut of one key can be switched off. */
export async function setShortcuts(
  store: Store,
  officerId: number,
  way: 'on' | 'off',
): Promise<void> {
  const shortcuts = way === 'on' ? 1 : 0
  await store.write([
    store.db
      .insert(deskSettings)
      .values({ officerId, shortcuts })
      .onConflictDoUpdate({ target: deskSettings.officerId, set: { shortcuts } }),
  ])
}
