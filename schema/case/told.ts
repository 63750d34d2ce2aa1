import { z } from 'zod'
import { LocalDate } from '../dates.ts'
import { ReportYear } from '../report/ledger.ts'

/**
 * What may be said in public of what people told us: what changed because somebody spoke, somebody's own words, or
 * thanks. Own words and thanks need the consent of whoever said them.
 */
export const ToldKind = z.enum(['change', 'voice', 'compliment'])
export type ToldKind = z.infer<typeof ToldKind>

const Said = z.string().trim().min(1).max(600)

/** In one language. `did` is empty for what is nothing but somebody's words. */
export const ToldWords = z.strictObject({ said: Said, did: z.string().trim().max(600) })
export type ToldWords = Readonly<z.infer<typeof ToldWords>>

/** Who said that their words may be used, and when. The public never sees it. */
const ToldConsent = z.strictObject({ who: z.string().trim().min(1).max(200), on: LocalDate })

/** What is sealed of one of them. By the tag of its language. */
export const ToldText = z.strictObject({
  words: z.record(z.string(), ToldWords),
  consent: ToldConsent.nullable(),
})
export type ToldText = Readonly<z.infer<typeof ToldText>>

/** What an officer writes down first, in English. */
export const NewTold = z
  .strictObject({
    kind: ToldKind,
    /** In whose report it stands. */
    year: ReportYear,
    said: Said,
    did: ToldWords.shape.did,
    consentWho: z.string().trim().max(200),
    consentOn: z.union([z.literal(''), LocalDate]),
  })
  .superRefine(({ kind, did, consentWho, consentOn }, context) => {
    const lacks = (field: string) =>
      context.addIssue({ code: 'custom', path: [field], message: 'missing' })
    if (kind === 'change') {
      if (did === '') lacks('did')
      return
    }
    if (consentWho === '') lacks('consentWho')
    if (consentOn === '') lacks('consentOn')
  })
export type NewTold = z.infer<typeof NewTold>
