import { z } from 'zod'
import { normaliseText, STORY_CHARACTERS } from '../form/submission.ts'
import { CopyFor } from './case.ts'

/** One thing in a copy of a case: what was said, happened or came with it. All of it is text to be read. */
export type CopiedEntry = {
  /** `event-7`: by which it is left out. */
  readonly id: string
  readonly heading: string
  /** Short facts beside it. */
  readonly facts: readonly string[]
  readonly text: string
}

export type CopiedSection = {
  readonly id: string
  readonly title: string
  readonly entries: readonly CopiedEntry[]
}

/** A whole case as somebody outside the desk reads it. It holds nothing but text, so that nothing hides in it. */
export type CaseCopy = {
  readonly title: string
  /** What it is, for whom and when it was made. */
  readonly about: readonly string[]
  readonly glance: readonly (readonly [label: string, value: string])[]
  readonly sections: readonly CopiedSection[]
}

/** What an officer asks for: a copy for whom, and what is left out of it. */
export const CopyAsked = z.strictObject({
  for: CopyFor,
  /** One name or passage on each line. */
  passages: z
    .string()
    .transform(normaliseText)
    .refine((text) => [...text].length <= STORY_CHARACTERS, 'too-long')
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  /** The entries that are left out whole. */
  leave: z.array(z.string().regex(/^[a-z]+(-\d+)+$/)),
  /** Why: the reader of the copy is told. */
  whyLeftOut: z.string().trim().max(500, 'too-long'),
})
export type CopyAsked = z.infer<typeof CopyAsked>

/** Whether anything is left out of it. */
export function isRedacted({ passages, leave }: Pick<CopyAsked, 'passages' | 'leave'>): boolean {
  return passages.length > 0 || leave.length > 0
}
