import { z } from 'zod'

/** How two cases belong together. `duplicate` and `earlier`: the other was there before. */
export const LinkKind = z.enum(['duplicate', 'earlier', 'sibling', 'related'])
export type LinkKind = z.infer<typeof LinkKind>
