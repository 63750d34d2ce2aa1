import { wordsOfPoint } from '#schema/acts/points.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { teamNamer } from '#schema/authority/teams.ts'
import type { CaseCopy, CopiedEntry, CopiedSection } from '#schema/case/case-copy.ts'
import { type Instant, instant } from '#schema/dates.ts'
import { sayMoment, sayShortDay } from '#schema/desk/desk-days.ts'
import { answerInWords } from '#schema/words/answer-in-words.ts'
import { type Say, sayIn } from '#schema/words/desk-words.ts'
import { detailsOf, whoDid } from '#schema/words/event-in-words.ts'
import type { Words } from '#schema/words/messages.ts'
import { personInWords } from '#schema/words/person-in-words.ts'
import type { CaseView, EventView } from '../open.ts'

/** Who makes the copy, when, and in which words. */
export type Copying = {
  readonly words: Words
  readonly profile: Profile
  readonly officerName: string
  readonly at: Instant
}

/**
 * The whole of one case as text: the words as they were sent, the people, points, dates, everything that
 * happened, and a list of the files. What earlier copies left out stands in none: it would tell of it.
 */
export function copyOfCase(view: CaseView, copying: Copying): CaseCopy {
  const say = sayIn(copying.words)
  const sections: CopiedSection[] = [
    { id: 'words', title: say('case.words'), entries: wordsIn(view, say) },
    { id: 'people', title: say('case.people'), entries: peopleIn(view, say) },
    { id: 'points', title: say('points.title'), entries: pointsIn(view, copying.profile, say) },
    { id: 'dates', title: say('case.dates'), entries: datesIn(view, say) },
    { id: 'events', title: say('case.events'), entries: eventsIn(view, say) },
    { id: 'files', title: say('case.files'), entries: filesIn(view, say) },
  ]
  return {
    title: say('case.title', { reference: view.reference }),
    about: [copying.profile.name, madeBy(copying, say)],
    glance: glanceAt(view, say),
    sections: sections.filter(({ entries }) => entries.length > 0),
  }
}

function madeBy({ officerName, at }: Copying, say: Say): string {
  return say('copy.made', { name: officerName, date: sayMoment(at) })
}

function glanceAt({ row, receivedAt, state }: CaseView, say: Say): CaseCopy['glance'] {
  return [
    [say('case.received'), receivedIn(state) ?? sayMoment(instant(receivedAt))],
    [say('case.category'), say(`category.${row.category}`)],
    [say('case.status'), say(`status.${row.status}`)],
    [say('case.who'), say(`who.${state.received.who}`)],
    [say('case.due'), sayShortDay(row.dueOn)],
  ]
}

/** The day of what was typed in or brought in: it came before somebody did that. */
function receivedIn({ received, receivedOn }: CaseView['state']): string | undefined {
  return received.source === 'form' ? undefined : sayShortDay(receivedOn)
}

function entry(id: string, heading: string, rest: Partial<CopiedEntry> = {}): CopiedEntry {
  return { id, heading, facts: [], text: '', ...rest }
}

function wordsIn({ submitted }: CaseView, say: Say): readonly CopiedEntry[] {
  if (submitted === undefined) return [entry('story-0', say('case.words-gone'))]
  const { story } = submitted.answers
  const asked = submitted.asked
    .filter(({ place }) => place !== 'story')
    .map((each, index) =>
      entry(`answer-${index + 1}`, each.wording, {
        text: answerInWords(each, story) || say('case.skipped'),
      }),
    )
  if (story === undefined || story === '') return asked
  return [entry('story-0', say('case.story'), { text: story }), ...asked]
}

function peopleIn({ people }: CaseView, say: Say): readonly CopiedEntry[] {
  return people.map((person, index) =>
    entry(`person-${index + 1}`, say(`person.${person.kind}`), {
      text: personInWords(person, say)
        .map(([label, value]) => `${label}: ${value}`)
        .join('\n'),
    }),
  )
}

function pointsIn({ state, events }: CaseView, profile: Profile, say: Say): readonly CopiedEntry[] {
  const nameOf = teamNamer(profile)
  return state.parts.flatMap(({ n, points }) =>
    points.map(({ point, service, reason, subReason, answers }) => {
      const labels = [service === null ? null : nameOf(service), reason, subReason]
      const found = answers.map(({ stage, outcome }) =>
        stage === null
          ? say(`outcome.${outcome}`)
          : say('points.found', { n: String(stage), name: say(`outcome.${outcome}`) }),
      )
      return entry(`point-${n}-${point}`, say('event-detail.point', { n: String(point) }), {
        facts: [...labels.filter((label) => label !== null), ...found],
        text: wordsOfPoint(events, n, point) ?? say('case.words-gone'),
      })
    }),
  )
}

function datesIn({ dates }: CaseView, say: Say): readonly CopiedEntry[] {
  return dates.map(({ due, isLate }, index) =>
    entry(`date-${index + 1}`, `${say(`clock.${due.clock}`)}: ${sayShortDay(due.dueOn)}`, {
      facts: [
        ...(isLate ? [say('case.late')] : []),
        ...(due.doneOn === null ? [] : [say('case.done-on', { date: sayShortDay(due.doneOn) })]),
        due.limit.source,
      ],
    }),
  )
}

/** Numbered by their place on the page: what is added later leaves each its number. */
function eventsIn({ events }: CaseView, say: Say): readonly CopiedEntry[] {
  return events.map(({ event, by, text = '' }: EventView, index) => {
    const heading = `${sayShortDay(event.on)}: ${say(`event.${event.kind}`)}, ${whoDid(by, say)}`
    const isCopy = event.kind === 'copy-made'
    return entry(`event-${index + 1}`, heading, {
      facts: detailsOf(event, say),
      text: isCopy ? '' : text,
    })
  })
}

function filesIn({ files }: CaseView, say: Say): readonly CopiedEntry[] {
  return files.map(({ n, name, kind }) =>
    entry(`file-${n}`, name, { facts: [say(`file.${kind}`)] }),
  )
}
