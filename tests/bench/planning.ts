import type { Figure } from './figures.ts'

/** What is assumed and not measured; `docs/operate/scale.md` says where each comes from. */
const ASSUMED = {
  /** Contacts of every kind with one authority in a year. The most that one of the five has published is 855. */
  aYear: 1_000,
  authorities: 153,
  /** A campaign: so many in one day, a fifth of them in its busiest hour. */
  onACampaignDay: 10_000,
  inItsBusiestHour: 0.2,
  /** A machine is not planned fuller than this. */
  fullest: 0.3,
  /** To the inbox, to an advocate or manager, to the writer who asked for one. */
  mailsEach: 2.5,
  kilobytesAMail: 3,
  /** Beside the rows: the words to search, the history of reading, sealed files of one in ten, 14 days of backups. */
  timesTheRows: 3,
  coresOfAMachine: 2,
  /** One more than the load needs, in another building. */
  machinesToSpare: 1,
  poundsAMachineAMonth: 30,
  poundsAGigabyteAMonth: 0.1,
} as const

type Row = readonly [
  what: string,
  submissions: string,
  cores: string,
  storage: string,
  mail: string,
  cost: string,
]

/**
 * What one authority, the whole country and a campaign day need, from what was measured: a line each. Undefined
 * where a figure that it rests on was not measured.
 */
export function planOf(figures: readonly Figure[]): string | undefined {
  const journeys = figures.find(({ name }) => name === 'whole journeys of a young person')?.value
  const bytes = figures.findLast(({ name }) => name === 'on the disk, a case')?.value
  if (journeys === undefined || bytes === undefined) return undefined
  const { aYear, authorities, onACampaignDay, inItsBusiestHour } = ASSUMED
  const peak = (onACampaignDay * inItsBusiestHour) / 3600
  const busy = (inAYear: number) => (inAYear * inItsBusiestHour) / (250 * 3600)
  const rows: readonly Row[] = [
    rowOf('one authority', aYear, busy(aYear), { journeys, bytes }),
    rowOf(`all ${authorities} of England`, aYear * authorities, busy(aYear * authorities), {
      journeys,
      bytes,
    }),
    rowOf('a campaign day at one authority', onACampaignDay, peak, { journeys, bytes }),
    rowOf('the same at every authority at once', onACampaignDay * authorities, peak * authorities, {
      journeys,
      bytes,
    }),
  ]
  const head = [
    'for',
    'submissions',
    'cores busy at the peak, and planned',
    'storage',
    'mails',
    'machines, pounds a year',
  ]
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function rowOf(
  what: string,
  submissions: number,
  aSecond: number,
  each: { readonly journeys: number; readonly bytes: number },
): Row {
  const cores = aSecond / each.journeys
  const planned = Math.max(1, Math.ceil(cores / ASSUMED.fullest))
  const stored = submissions * each.bytes * ASSUMED.timesTheRows
  const mails = submissions * ASSUMED.mailsEach
  const said = (n: number) => Math.round(n).toLocaleString('en-GB')
  return [
    what,
    `${said(submissions)}, ${aSecond.toFixed(aSecond < 1 ? 4 : 1)} a second at the peak`,
    `${cores.toFixed(cores < 1 ? 4 : 1)} → ${planned}`,
    stored < 1e9 ? `${said(stored / 1e6)} MB` : `${said(stored / 1e9)} GB`,
    `${said(mails)}, ${said((mails * ASSUMED.kilobytesAMail) / 1000)} MB`,
    costOf(planned, stored / 1e9),
  ]
}

/** Hired for a whole year, with the storage of that year. */
function costOf(cores: number, gigabytes: number): string {
  const machines = Math.ceil(cores / ASSUMED.coresOfAMachine) + ASSUMED.machinesToSpare
  const aMonth = machines * ASSUMED.poundsAMachineAMonth + gigabytes * ASSUMED.poundsAGigabyteAMonth
  return `${machines}, £${Math.round(aMonth * 12).toLocaleString('en-GB')}`
}
