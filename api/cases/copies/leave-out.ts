import {
  type CaseCopy,
  type CopiedEntry,
  type CopyAsked,
  isRedacted,
} from '#schema/case/case-copy.ts'
import { leavingOut, stillLooksLike } from '#schema/rules/privacy/redaction.ts'
import type { Say } from '#schema/words/desk-words.ts'

/** A copy with what was asked for left out, and the words in it that a person should look at again. */
export type CopyToShare = { readonly copy: CaseCopy; readonly lookAgain: readonly string[] }

/** Takes passages and entries out of a copy: of the whole of it, since every text in it goes through here. */
export function leaveOut(
  whole: CaseCopy,
  asked: Pick<CopyAsked, 'passages' | 'leave' | 'whyLeftOut'>,
  say: Say,
): CopyToShare {
  const plain = leavingOut(asked.passages, say('copy.gone'))
  const left = new Set(asked.leave)
  const copy: CaseCopy = {
    title: plain(whole.title),
    about: [
      ...whole.about.map(plain),
      ...(isRedacted(asked) ? [say('copy.redacted'), plain(asked.whyLeftOut)] : []),
    ],
    glance: whole.glance.map(([label, value]) => [label, plain(value)] as const),
    sections: whole.sections.map(({ id, title, entries }) => ({
      id,
      title,
      entries: entries.map((entry) =>
        left.has(entry.id) ? goneEntry(entry, say) : shared(entry, plain),
      ),
    })),
  }
  return { copy, lookAgain: stillLooksLike(asked.passages, textOf(copy)) }
}

/** That something stood here is said: a reader may ask what, and why they may not read it. */
function goneEntry({ id }: CopiedEntry, say: Say): CopiedEntry {
  return { id, heading: say('copy.gone-entry'), facts: [], text: '' }
}

function shared({ id, heading, facts, text }: CopiedEntry, plain: (text: string) => string) {
  return { id, heading: plain(heading), facts: facts.map(plain), text: plain(text) }
}

function textOf({ about, glance, sections }: CaseCopy): string {
  const entries = sections.flatMap((section) => section.entries)
  return [
    ...about,
    ...glance.flat(),
    ...entries.flatMap(({ heading, facts, text }) => [heading, ...facts, text]),
  ].join('\n')
}
