import type { Door } from './door.ts'
import type { Held } from './held-draft.ts'
import type { SendingParts } from './send-journey.ts'
import { receiptOf } from './step-page.ts'

type ReceiptsDoor = Pick<Door, 'receipt' | 'keepReceipt' | 'notKept'>

/** What this browser has sent, and whether its writer has kept the codes. */
export function openReceipts(
  parts: SendingParts & { readonly held: () => Promise<Held> },
): ReceiptsDoor {
  const { content, way, drafts, cookie, held } = parts

  return {
    async receipt(path) {
      const journey = content.journeys.get(path)
      if (journey === undefined) return way.page('')
      const sent = (await held()).draft?.sent[path]
      return sent === undefined ? way.page('way-back') : receiptOf(parts, journey, sent)
    },

    async keepReceipt(path) {
      const { draft } = await held()
      const receipt = draft?.sent[path]
      if (draft === undefined || receipt === undefined) return way.page('way-back')
      const sent = { ...draft.sent, [path]: { ...receipt, isKept: true } }
      await drafts.write(cookie.ensure(), { ...draft, sent })
      return way.page(`${path}/done?kept`)
    },

    async notKept() {
      const { draft } = await held()
      const [last] = Object.entries(draft?.sent ?? {})
        .filter(([, { isKept }]) => isKept !== true)
        .toSorted(([, a], [, b]) => b.at.localeCompare(a.at))
      const journey = last && content.journeys.get(last[0])
      return journey && { audience: journey.audience, href: way.page(`${journey.path}/done`).to }
    },
  }
}
