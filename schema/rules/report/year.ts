import { day, type LocalDate } from '../../dates.ts'
import { ReportYear } from '../../report/ledger.ts'
import type { Period } from '../../report/report.ts'

/** The year that a period is, exactly from 1 April to 31 March: `2021-22`; else null. */
export function yearOf(period: Period): ReportYear | null {
  const first = Number(period.from.slice(0, 4))
  if (period.from !== `${pad(first, 4)}-04-01` || period.to !== `${pad(first + 1, 4)}-03-31`) {
    return null
  }
  return yearFrom(first)
}

/** The year before: `2020-21` for `2021-22`. */
export function yearBefore(year: ReportYear): ReportYear {
  return yearFrom(Number(year.slice(0, 4)) - 1)
}

/** The first and the last day of a year: 1 April and 31 March. */
export function periodOf(year: ReportYear): Period {
  const first = Number(year.slice(0, 4))
  return { from: day(`${pad(first, 4)}-04-01`), to: day(`${pad(first + 1, 4)}-03-31`) }
}

/** The year from April to March that a day belongs to. */
export function yearWith(on: LocalDate): ReportYear {
  const year = Number(on.slice(0, 4))
  return yearFrom(on.slice(5) >= '04-01' ? year : year - 1)
}

/** The years that a period lies in, as reports print them: `2019/20`, or `2019/20 to 2020/21`. */
export function printedYears({ from, to }: Period): string {
  const years = new Set([yearWith(from), yearWith(to)])
  return [...years].map((year) => year.replace('-', '/')).join(' to ')
}

/** A period as far as it has come on a day; on a day before it, nothing of it. */
export function upTo({ from, to }: Period, on: LocalDate): Period {
  return { from, to: to < on ? to : on }
}

/** The same days a year before; of 29 February, the 28th. */
export function aYearBefore({ from, to }: Period): Period {
  return { from: dayAYearBefore(from), to: dayAYearBefore(to) }
}

function dayAYearBefore(on: LocalDate): LocalDate {
  const rest = on.slice(4) === '-02-29' ? '-02-28' : on.slice(4)
  return day(`${pad(Number(on.slice(0, 4)) - 1, 4)}${rest}`)
}

function yearFrom(first: number): ReportYear {
  return ReportYear.parse(`${pad(first, 4)}-${pad((first + 1) % 100, 2)}`)
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0')
}
