// biome-ignore-all lint/a11y/noRedundantRoles: the narrow layout draws rows as cards, which takes their roles from Safari.
import type { InboxRow } from '#schema/desk/desk.ts'
import { sayShortDay } from '#schema/desk/desk-days.ts'
import { SOON_WORKING_DAYS } from '#schema/rules/clocks/soon.ts'
import type { Words } from '#schema/words/messages.ts'
import { counted } from '#schema/words/sentence.ts'
import type { EmptyInbox } from './empty-inbox.ts'
import { sayIn, sayLeft, sayMark } from './sentences.ts'

type Props = {
  readonly rows: readonly InboxRow[]
  readonly words: Words
  readonly base: string
  readonly caption: string
  /** What it means that there is nothing. */
  readonly empty: EmptyInbox
  /** Which rows are chosen, where they can be: a box before each. */
  readonly chosen?: ReadonlySet<string> | undefined
}

/** How many rows stand here, under a list that is a page by itself. */
export function RowCount({ rows, words }: Pick<Props, 'rows' | 'words'>) {
  return rows.length === 0 ? null : <p>{counted(words, 'officer.inbox.count', rows.length)}</p>
}

export const INBOX_COLUMNS = [
  'due',
  'left',
  'reference',
  'category',
  'status',
  'turn',
  'owner',
  'received',
] as const

/**
 * The list of open work. The server draws it first and the browser may draw it again. The roles say what
 * the narrow layout, which turns rows into cards, would hide from a screen reader.
 */
export function InboxTable({ rows, words, base, caption, empty, chosen }: Props) {
  const say = sayIn(words)
  if (rows.length === 0) return <p>{say(`inbox.empty.${empty}`)}</p>
  return (
    <table class="list" role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {chosen !== undefined && (
            <th scope="col" role="columnheader">
              {say('inbox.column.pick')}
            </th>
          )}
          {INBOX_COLUMNS.map((column) => (
            <th key={column} scope="col" role="columnheader">
              {say(`inbox.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <Row key={row.reference} row={row} words={words} base={base} chosen={chosen} />
        ))}
      </tbody>
    </table>
  )
}

function Row({
  row,
  words,
  base,
  chosen,
}: Pick<Props, 'words' | 'base' | 'chosen'> & { readonly row: InboxRow }) {
  const say = sayIn(words)
  return (
    <tr role="row">
      {chosen !== undefined && (
        <td role="cell">
          <label class="pick">
            <input
              type="checkbox"
              name="case"
              value={row.reference}
              checked={chosen.has(row.reference)}
            />
            <span class="hidden">{say('inbox.pick', { reference: row.reference })}</span>
          </label>
        </td>
      )}
      <td role="cell" class="first-line">
        <time dateTime={row.dueOn}>{sayShortDay(row.dueOn)}</time>
      </td>
      <td role="cell">
        <span class={`mark ${urgencyOf(row)}`}>{sayRowLeft(words, row)}</span>
      </td>
      <th role="rowheader" scope="row">
        <a href={`${base}/officer/cases/${row.reference}`} data-row>
          {row.reference}
        </a>
      </th>
      <td role="cell" data-label={say('inbox.column.category')}>
        {say(`category.${row.category}`)}
        {row.stage !== null && ` – ${say(`stage-of.${row.category}.${row.stage}`)}`}
        <ul class="marks">
          {row.isUrgent && <li class="mark strong">{say('urgent')}</li>}
          {row.isUnread && <li class="mark soon">{say('unread')}</li>}
          {row.hasMessage && <li class="mark soon">{say('message')}</li>}
          {row.flags.map((flag) => (
            <li key={flag} class="mark">
              {sayMark(words, flag)}
            </li>
          ))}
        </ul>
      </td>
      <td role="cell" data-label={say('inbox.column.status')}>
        {say(`status.${row.status}`)}
      </td>
      <td role="cell" data-label={say('inbox.column.turn')}>
        {say(`turn.${row.turn}`)}
      </td>
      <td role="cell" data-label={say('inbox.column.owner')}>
        {row.assignedTo ?? say('owner.nobody')}
      </td>
      <td role="cell" data-label={say('inbox.column.received')}>
        <time dateTime={row.receivedOn}>{sayShortDay(row.receivedOn)}</time>
      </td>
    </tr>
  )
}

type Owed = Pick<InboxRow, 'workingDaysLeft' | 'turn'>

/** How near its day is. Where nothing is owed any more, the day means nothing. */
export function urgencyOf({ workingDaysLeft, turn }: Owed): 'late' | 'soon' | 'calm' {
  if (turn === 'nobody' || workingDaysLeft > SOON_WORKING_DAYS) return 'calm'
  return workingDaysLeft < 0 ? 'late' : 'soon'
}

/** `3 days left`, `1 day late`, or that nothing is owed. */
export function sayRowLeft(words: Words, { workingDaysLeft, turn }: Owed): string {
  return turn === 'nobody' ? words.get('officer.turn.nobody') : sayLeft(words, workingDaysLeft)
}
