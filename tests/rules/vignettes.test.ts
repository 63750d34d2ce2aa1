import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Facts } from '#schema/triage/facts.ts'
import { Category, Flag } from '#schema/vocabulary.ts'
import { triage } from './triage-given.ts'

const Vignette = z.object({
  id: z.string(),
  about: z.string(),
  text: z.string(),
  facts: Facts,
  expected: z.object({ category: Category, flags: z.array(Flag), rule: z.string() }),
})

const file = new URL('../fixtures/vignettes.json', import.meta.url)
const vignettes = z.array(Vignette).parse(JSON.parse(readFileSync(file, 'utf8')))

describe('what people wrote, as the field would sort it', () => {
  test.each(vignettes.map((vignette) => [vignette.id, vignette.about, vignette] as const))(
    '%s: %s',
    (_id, _about, { facts, text, expected }) => {
      const { category, flags, rule } = triage(facts, text)
      expect({ category, flags, rule }).toEqual({
        category: expected.category,
        flags: Flag.options.filter((flag) => expected.flags.includes(flag)),
        rule: expected.rule,
      })
    },
  )
})
