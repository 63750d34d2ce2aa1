import { describe, expect, test } from 'vitest'
import { readSignals } from '#schema/rules/signals/signals.ts'
import { Signal } from '#schema/vocabulary.ts'
import { cases } from './triage-cases/all.ts'
import { readers, triage } from './triage-given.ts'

const MEGABYTE = 1_000_000
const fill = (piece: string) => piece.repeat(Math.ceil(MEGABYTE / piece.length)).slice(0, MEGABYTE)
const letters = cases.map(([, text]) => text).join(' ')

describe('a megabyte', () => {
  test.each([
    ['of letters', fill(letters)],
    ['of one word', fill('a')],
    ['of one word that begins many phrases', fill('he ')],
    ['of harm', fill('he hit me ')],
    ['of idioms', fill('used to hit a deadline he hit me ')],
    ['of negations', fill('nobody not never ')],
    ['of quotation marks', fill('\'a" ')],
    ['of apostrophes', fill("a'")],
    ['of lone surrogates', fill('\ud800')],
    ['of lone surrogates among words', fill('he \udfff hit \ud800 me ')],
    ['of accents', fill('e\u0301\u0302')],
    ['of sentences', fill('. a')],
    ['of words nobody knows', fill('abcdefg hijklmn opqrstu ')],
    ['of nothing', fill(' \n')],
  ])('%s is read to its end before a request would be given up', (_of, text) => {
    const { signals } = readSignals(text, 'en', readers)
    expect(signals).toEqual(Signal.options.filter((signal) => signals.includes(signal)))
  })
})

describe('forty languages', () => {
  const greetings = {
    ar: 'شكراً جزيلاً',
    bg: 'Благодаря',
    bn: 'ধন্যবাদ',
    cs: 'Děkuji',
    cy: 'Diolch',
    da: 'Tak',
    de: 'Danke',
    el: 'Ευχαριστώ',
    en: 'Thanks',
    es: 'Gracias',
    et: 'Aitäh',
    fa: 'متشکرم',
    fi: 'Kiitos',
    fr: 'Merci',
    ga: 'Go raibh maith agat',
    gu: 'આભાર',
    he: 'תודה',
    hi: 'धन्यवाद',
    hu: 'Köszönöm',
    it: 'Grazie',
    ja: 'ありがとう',
    ko: '감사합니다',
    ku: 'Spas',
    lt: 'Ačiū',
    lv: 'Paldies',
    ne: 'धन्यवाद',
    nl: 'Bedankt',
    pa: 'ਧੰਨਵਾਦ',
    pl: 'Dziękuję',
    ps: 'مننه',
    pt: 'Obrigado',
    ro: 'Mulțumesc',
    ru: 'Спасибо',
    so: 'Mahadsanid',
    sq: 'Faleminderit',
    ta: 'நன்றி',
    ti: 'የቐንየለይ',
    tr: 'Teşekkürler',
    uk: 'Дякую',
    ur: 'شکریہ',
    vi: 'Cảm ơn',
    zh: '谢谢',
  } as const

  test.each(Object.entries(greetings))(
    'thanks in %s get a person’s look where we have no list',
    (language, text) => {
      const { category, flags } = triage({ who: 'parent', wants: 'thank' }, text, language)
      expect(category).toBe('compliment')
      expect(flags).toEqual(language === 'en' ? [] : ['officer-decides'])
    },
  )
})
