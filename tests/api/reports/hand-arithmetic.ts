/** `2021-04-01` → `2021-22` */
export function yearOf(from: string): string {
  return `${from.slice(0, 4)}-${String(Number(from.slice(2, 4)) + 1).padStart(2, '0')}`
}

export function yearBefore(from: string): string {
  return yearOf(`${Number(from.slice(0, 4)) - 1}${from.slice(4)}`)
}

/** In whole numbers: halves go up. */
export function percent(n: number | null, base: number): number | null {
  return n === null ? null : tenth(n * 100, base)
}

export function tenth(n: number, base: number): number | null {
  return base === 0
    ? null
    : Number(((BigInt(n) * 20n + BigInt(base)) / (2n * BigInt(base))).toString()) / 10
}

/** As they were published for England and Wales. */
const HOLIDAYS =
  `2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28
  2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28
  2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
  2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26`.split(
    /\s+/,
  )

/** Walks from day to day, with a finger on the calendar. */
export function workingDays(from: string, to: string): number {
  let n = 0
  const day = new Date(`${from}T12:00:00Z`)
  while (day.toISOString().slice(0, 10) < to) {
    day.setUTCDate(day.getUTCDate() + 1)
    const isWeekend = day.getUTCDay() === 0 || day.getUTCDay() === 6
    if (!isWeekend && !HOLIDAYS.includes(day.toISOString().slice(0, 10))) n += 1
  }
  return n
}
