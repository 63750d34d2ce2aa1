import { type Reading, readingOf as readingOfText } from '#schema/rules/reading-grade.ts'

/** What stands for each placeholder when a sentence is graded: what a reader would see. */
export const SAMPLE_VALUES: Readonly<Record<string, string>> = {
  council: 'the council',
  phone: '0800 123 456',
  hours: '9 to 5',
  textNumber: '07700 900 900',
  outOfHoursPhone: '0800 123 457',
  mashPhone: '0800 123 458',
  mashHours: '9 to 5',
  advocacyName: 'the helpers',
  keepYears: 'six',
  urgentBy: '5 today',
  name: 'Ali',
  code: 'K7PM 4XRT 9QHD 2FGW',
  reference: '4827',
  escalationLink: 'link',
  max: '5000',
  maxMb: '10',
  seconds: '20',
  concernDays: '5',
  email: 'mail',
  address: 'our office',
}

function filled(text: string): string {
  return text
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
      /^date|^dueOn/.test(name) ? 'Friday 4 December' : (SAMPLE_VALUES[name] ?? 'one'),
    )
    .replaceAll(/\b\d[\d ]*\d\b/g, '9')
    .replaceAll(/\b[A-Z0-9]{4}( [A-Z0-9]{4})+\b/g, '9')
    .replaceAll(/[“”"()]/g, '')
}

/** How hard our own sentences are, with what a reader would see in place of each placeholder. */
export function readingOf(texts: readonly string[]): Reading {
  return readingOfText(texts.map(filled)) ?? { words: 0, longestSentence: 0, grade: 0 }
}
