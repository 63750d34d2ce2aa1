import { z } from 'zod'

/** As names are compared: small letters, no accents, no marks between. */
const PlainName = z.string().regex(/^[a-z]{1,30}$/)

/** What is known of names. It says which spellings may be one person, never who somebody is. */
export const NameLists = z.strictObject({
  /** Short forms and spellings of one name; a name may stand in several lists. */
  sameName: z.array(z.array(PlainName).min(2)),
  /** Names that are words as well: `will`, `may`, `green`. Written small they name nobody. */
  ordinaryWords: z.array(PlainName),
  /** What stands before a surname: `mrs`, `dr`. */
  titles: z.array(PlainName),
  /** What names of teams have in common, and tells none of them apart. */
  teamWords: z.array(PlainName),
})
export type NameLists = z.infer<typeof NameLists>
