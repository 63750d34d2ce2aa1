import { render } from 'preact'
import type { InboxPage } from '#schema/desk.ts'
import { emptyInbox } from '#site/components/desk/empty-inbox.ts'
import { InboxTable } from '#site/components/desk/InboxTable.tsx'
import { wordsFrom } from './inbox-words.ts'

/** Often enough to see what came in; it does not keep the session awake. */
const REFRESH_MS = 60_000
/** After the last letter typed into the filter. */
const TYPING_MS = 300

/** Our own server parsed it already; another answer, of a proxy say, is told apart by its form. */
function readList(answer: unknown): InboxPage {
  if (typeof answer !== 'object' || answer === null || !('rows' in answer))
    throw new Error('this is no list')
  return answer as InboxPage
}

async function fetchList(base: string, search: string, signal: AbortSignal): Promise<InboxPage> {
  const answer = await fetch(`${base}/api/officer/inbox?${search}`, { signal })
  if (!answer.ok) throw new Error(`the list answered ${answer.status}`)
  return readList(await answer.json())
}

/** The form as a query, without what was left empty. Narrowing begins again at the first page. */
function searchOf(form: HTMLFormElement): string {
  const asked = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
  )
  return new URLSearchParams(asked).toString()
}

/** `j` and `k` walk the references while one of them has focus, so that no letter typed elsewhere does. */
function walk(event: KeyboardEvent): void {
  if (event.key !== 'j' && event.key !== 'k') return
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return
  const list = event.target.closest('table')
  const links: readonly Element[] = [...(list?.querySelectorAll('[data-row]') ?? [])]
  const here = links.indexOf(event.target)
  if (here === -1) return
  event.preventDefault()
  const next = links[event.key === 'j' ? here + 1 : here - 1]
  if (next instanceof HTMLElement) next.focus()
}

function referencesIn(place: HTMLElement): string {
  return [...place.querySelectorAll('[data-row]')].map(({ textContent }) => textContent).join()
}

function chosenIn(place: HTMLElement): ReadonlySet<string> {
  const boxes = place.querySelectorAll<HTMLInputElement>('input[name="case"]:checked')
  return new Set([...boxes].map(({ value }) => value))
}

/** Takes over the list that the server drew. Without this it stands as it is, and the form works alone. */
function start(place: HTMLElement): void {
  const form = document.querySelector<HTMLFormElement>('[data-inbox-filter]')
  const status = document.querySelector<HTMLElement>('[data-inbox-status]')
  const { base = '', caption = '', words: sentences = '{}' } = place.dataset
  if (form === null || status === null) return
  const words = wordsFrom(JSON.parse(sentences), document.documentElement.lang)
  const canChoose = place.dataset.choose === 'yes'
  let search = location.search.slice(1)
  let asking = new AbortController()

  function draw(list: InboxPage): void {
    const before = referencesIn(place)
    const empty = emptyInbox(new URLSearchParams(search).keys())
    // What was chosen stays with its reference, wherever its row moves.
    const chosen = canChoose ? chosenIn(place) : undefined
    render(
      <InboxTable
        rows={list.rows}
        words={words}
        base={base}
        caption={caption}
        empty={empty}
        chosen={chosen}
      />,
      place,
    )
    if (referencesIn(place) !== before) say('changed')
  }

  function say(what: 'changed' | 'stopped' | 'keys'): void {
    if (status !== null) status.textContent = words.get(`officer.inbox.${what}`)
  }

  async function refresh(): Promise<void> {
    asking.abort()
    const mine = new AbortController()
    asking = mine
    try {
      draw(await fetchList(base, search, mine.signal))
    } catch {
      if (!mine.signal.aborted) say('stopped')
    }
  }

  let typing: ReturnType<typeof setTimeout> | undefined
  form.addEventListener('input', () => {
    clearTimeout(typing)
    typing = setTimeout(() => {
      search = searchOf(form)
      history.replaceState(null, '', search === '' ? location.pathname : `?${search}`)
      void refresh()
    }, TYPING_MS)
  })
  setInterval(() => void refresh(), REFRESH_MS)
  place.addEventListener('keydown', walk)
  say('keys')
}

const place = document.querySelector<HTMLElement>('[data-inbox]')
if (place !== null) start(place)
