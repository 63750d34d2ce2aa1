import type { FieldFault } from '../errors.ts'
import { STORY_CHARACTERS } from '../form/submission.ts'
import type { Act, Draft } from './act.ts'
import { words } from './fields.ts'
import type { ActGiven } from './given.ts'

const ROOM = words({ most: STORY_CHARACTERS, optional: true })

/**
 * The act with room for the same letter to whoever else may read it: the formal one beside the plain words for a
 * young person, or plain words for the child beside the letter of an adult. It stands ready where somebody else
 * reads it: for a young person always, of an adult's where they wrote for a child. What is owed is said in both.
 * Nothing is put there where the officer leaves it empty.
 */
export function withLetterBeside(act: Act): Act {
  return {
    ...act,
    fields: { ...act.fields, beside: ROOM },
    fill: (given, part, typed) => {
      const own = act.fill(given, part, typed)
      const isReadByOther = given.audience === 'young' || given.sent.isForChild
      const other = isReadByOther ? act.fill(forOther(given), part, typed).text : undefined
      return other === undefined ? own : { ...own, beside: other }
    },
    read: (typed, given) => {
      const { beside = [], ...rest } = typed
      const letter = beside[0]?.trim() ?? ''
      const faults = [...unfinished('text', rest.text), ...unfinished('beside', [letter])]
      if (faults.length > 0) return { ok: false, faults }
      const read = act.read(rest, given)
      if (!read.ok || letter === '') return read
      // The same act, said to the other reader: everything that is owed stands in their words too.
      const other = act.read({ ...rest, text: [letter] }, forOther(given))
      return other.ok
        ? { ...read, drafts: withBeside(read.drafts, other.drafts, given) }
        : { ok: false, faults: other.faults.map(({ code }) => ({ field: 'beside', code })) }
    },
  }
}

/** A template that ends in a colon waits for what an officer alone knows: the reason, the place. */
function unfinished(field: string, typed: readonly string[] = []): readonly FieldFault[] {
  return typed[0]?.trimEnd().endsWith(':') === true ? [{ field, code: 'unfinished' }] : []
}

/** Who else may read it: of a letter to a young person the adults beside them, and the other way round. */
function forOther(given: ActGiven): ActGiven {
  return { ...given, audience: given.audience === 'young' ? 'adult' : 'young' }
}

/** The other letter stands behind the words of the first event that has some, and says whom it is for. */
function withBeside(
  drafts: readonly Draft[],
  others: readonly Draft[],
  { words: said, audience }: ActGiven,
): readonly Draft[] {
  const nth = drafts.findIndex(({ text }) => text !== undefined && text !== '')
  const heading = said.get(`letter.${audience}.beside`)
  return drafts.map((draft, index) =>
    index === nth
      ? { ...draft, text: [draft.text, heading, others[nth]?.text].join('\n\n') }
      : draft,
  )
}
