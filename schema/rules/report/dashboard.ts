import { z } from 'zod'
import type { Profile } from '../../authority/profile.ts'
import type { AdvocateAnswer } from '../../vocabulary.ts'
import { labelsMet, median } from './figures.ts'
import { complaintsAndConcernsOf, type Slice } from './slice.ts'
import { countBy, only, size, sumBy, type Tally } from './tally.ts'
import { isWithinLimit, longestLimits } from './within-limit.ts'

const Count = z.number().int().nonnegative()

/** What a dashboard shows besides the tables of the report. Every figure is a count of the period. */
export const DashboardCounts = z.strictObject({
  /** Stages by the month in which they began: `2021-04`. */
  months: z.array(
    z.strictObject({ month: z.string(), answered: Count, within: Count, late: Count, open: Count }),
  ),
  /** Complaints and concerns that name a reason, each once for a reason, however many of its points do. */
  themes: z.array(z.strictObject({ label: z.string(), count: Count })),
  /** Complaints and concerns of children and young people, and those of them with an advocate. */
  advocacy: z.strictObject({
    children: Count,
    withAdvocate: Count,
    /** Live cases received in the period whose writer was offered an advocate, and what they answered. */
    offered: Count,
    accepted: Count,
    declined: Count,
    hadOne: Count,
    contacted: Count,
    /** The median of working days from asking to contact; null where there was none. */
    daysToContact: z.number().nullable(),
  }),
  /** Days that were promised to somebody and fall into the period, up to the day of asking. Live cases alone. */
  promises: z.strictObject({ kept: Count, late: Count }),
  /** How many months of the period have something in them. */
  monthsWithAnything: Count,
})
export type DashboardCounts = z.infer<typeof DashboardCounts>

/** What a dashboard shows of a slice besides its tables. */
export function dashboardCounts(slice: Slice, profile: Profile): DashboardCounts {
  const children = only(complaintsAndConcernsOf(slice), ({ fromChild }) => fromChild === true)
  return {
    months: monthsOf(slice, profile),
    themes: [...countBy(slice.themes, ({ reason }) => reason)].map(([label, count]) => ({
      label,
      count,
    })),
    advocacy: {
      children: size(children),
      withAdvocate: size(only(children, ({ advocate }) => advocate === true)),
      ...offersOf(slice.advocacy),
    },
    promises: {
      kept: size(only(slice.promises, ({ isKept }) => isKept)),
      late: size(only(slice.promises, ({ isKept }) => !isKept)),
    },
    monthsWithAnything: new Set(slice.months.map(({ of }) => of.month)).size,
  }
}

function offersOf(cases: Slice['advocacy']) {
  const answered = (answer: AdvocateAnswer) => size(only(cases, (each) => each.answer === answer))
  const days = cases.flatMap(({ of, n }) =>
    of.daysToContact === null ? [] : [{ of: of.daysToContact, n }],
  )
  return {
    offered: size(only(cases, ({ offered }) => offered)),
    accepted: answered('yes'),
    declined: answered('not-now'),
    hadOne: answered('have-one'),
    contacted: size(days),
    daysToContact: median(days),
  }
}

function monthsOf(slice: Slice, profile: Profile): DashboardCounts['months'] {
  const limits = longestLimits(profile)
  const months = labelsMet(
    [],
    countBy(slice.answers, ({ month }) => month),
  ).toSorted()
  return months.map((month) => {
    const own = only(slice.answers, (each) => each.month === month)
    const answered = only(own, ({ state }) => state === 'answered')
    const howMany = (isWithin: boolean) =>
      sumBy(answered, (each) => (isWithinLimit(each, limits) === isWithin ? 1 : 0))
    return {
      month,
      answered: size(answered),
      within: howMany(true),
      late: howMany(false),
      open: openOf(own),
    }
  })
}

function openOf(answers: Tally<Slice['answers'][number]['of']>): number {
  return size(only(answers, ({ state }) => state === 'open'))
}
