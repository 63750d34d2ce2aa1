import type { ContactKind } from '../../vocabulary.ts'

const BY_HAND: ReadonlySet<ContactKind> = new Set(['letter', 'visit', 'trusted-person'])

/**
 * Whether somebody may be sent a letter: only where they asked to be reached by one, in person, or through
 * somebody they trust. At anybody else's home a letter may be opened by the one they told us about.
 */
export function mayHavePaper(contact: { readonly kind: ContactKind } | undefined): boolean {
  return contact !== undefined && BY_HAND.has(contact.kind)
}
