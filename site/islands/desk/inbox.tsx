import { keepPreviousData, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { hydrate } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { InboxPage } from '#schema/desk/desk.ts'
import { emptyInbox } from '#site/components/desk/empty-inbox.ts'
import { InboxTable, RowCount } from '#site/components/desk/InboxTable.tsx'
import { wordsFrom } from './inbox-words.ts'
import { walk } from './walk-rows.ts'

/** Often enough to see what came in; it does not keep the session awake. */
const REFRESH_MS = 60_000
/** After the last letter typed into the filter. */
const TYPING_MS = 300

type Props = {
  readonly place: HTMLElement
  readonly form: HTMLFormElement
  readonly served: InboxPage
}

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

/** What is asked for, as the address and the form say it, once nobody has typed for a moment. */
function useSearch(form: HTMLFormElement): string {
  const [search, setSearch] = useState(location.search.slice(1))
  useEffect(() => {
    let typing: ReturnType<typeof setTimeout> | undefined
    const follow = () => {
      clearTimeout(typing)
      typing = setTimeout(() => setSearch(searchOf(form)), TYPING_MS)
    }
    form.addEventListener('input', follow)
    return () => form.removeEventListener('input', follow)
  }, [form])
  useEffect(() => {
    if (search === location.search.slice(1)) return
    history.replaceState(null, '', search === '' ? location.pathname : `?${search}`)
  }, [search])
  return search
}

/** The boxes know what was chosen; it stays with its reference, wherever its row moves. */
function chosenIn(place: HTMLElement): ReadonlySet<string> {
  const boxes = place.querySelectorAll<HTMLInputElement>('input[name="case"]:checked')
  return new Set([...boxes].map(({ value }) => value))
}

function referencesOf({ rows }: InboxPage): string {
  return rows.map(({ reference }) => reference).join()
}

/** The list that the server drew, kept fresh. A list that does not come is asked for again, and the line above says so. */
function Inbox({ place, form, served }: Props) {
  const { base = '', caption = '', words: sentences = '{}', choose } = place.dataset
  const words = wordsFrom(JSON.parse(sentences), document.documentElement.lang)
  const search = useSearch(form)
  const first = useRef(search)
  const {
    data: list = served,
    failureCount,
    isPaused,
  } = useQuery({
    queryKey: ['inbox', search],
    queryFn: ({ signal }) => fetchList(base, search, signal),
    initialData: () => (search === first.current ? served : undefined),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    refetchOnMount: false,
    refetchOnWindowFocus: 'always',
    retry: true,
  })
  const hasChanged = referencesOf(list) !== referencesOf(served)
  const said = failureCount > 0 || isPaused ? 'stopped' : hasChanged ? 'changed' : 'keys'
  return (
    <>
      <p class="hint" role="status">
        {words.get(`officer.inbox.${said}`)}
      </p>
      <InboxTable
        rows={list.rows}
        words={words}
        base={base}
        caption={caption}
        empty={emptyInbox(new URLSearchParams(search).keys())}
        chosen={choose === 'yes' ? chosenIn(place) : undefined}
      />
      <RowCount rows={list.rows} words={words} />
    </>
  )
}

/** Takes over the list that the server drew. Without this it stands as it is, and the form works alone. */
function start(place: HTMLElement): void {
  const form = document.querySelector<HTMLFormElement>('[data-inbox-filter]')
  if (form === null) return
  const served = readList(JSON.parse(place.dataset.list ?? 'null'))
  place.addEventListener('keydown', walk)
  hydrate(
    <QueryClientProvider client={new QueryClient()}>
      <Inbox place={place} form={form} served={served} />
    </QueryClientProvider>,
    place,
  )
}

const place = document.querySelector<HTMLElement>('[data-inbox]')
if (place !== null) start(place)
