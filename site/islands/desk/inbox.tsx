import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { hydrate } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { InboxPage } from '#schema/desk.ts'
import type { Words } from '#schema/messages.ts'
import { emptyInbox } from '#site/components/desk/empty-inbox.ts'
import { InboxTable } from '#site/components/desk/InboxTable.tsx'
import { wordsFrom } from './inbox-words.ts'

/** Often enough to see what came in; it does not keep the session awake. */
const REFRESH_MS = 60_000
/** After the last letter typed into the reference. */
const TYPING_MS = 300

type Parts = {
  readonly base: string
  readonly caption: string
  readonly words: Words
  readonly first: InboxPage
  readonly form: HTMLFormElement
  readonly status: HTMLElement
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
  const chosen = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
  )
  return new URLSearchParams(chosen).toString()
}

/** What the form asks for, some time after it was last touched. */
function useSearch(form: HTMLFormElement): string {
  const [search, setSearch] = useState(location.search.slice(1))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onInput = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const wanted = searchOf(form)
        history.replaceState(null, '', wanted === '' ? location.pathname : `?${wanted}`)
        setSearch(wanted)
      }, TYPING_MS)
    }
    form.addEventListener('input', onInput)
    return () => form.removeEventListener('input', onInput)
  }, [form])
  return search
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

function Inbox({ base, caption, words, first, form, status }: Parts) {
  const search = useSearch(form)
  const [began] = useState(search)
  const { data, isError } = useQuery({
    queryKey: ['inbox', search],
    queryFn: ({ signal }) => fetchList(base, search, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: (earlier: InboxPage | undefined) => earlier,
    retry: 1,
    ...(search === began ? { initialData: first } : {}),
  })
  const list = data ?? first
  const shown = useRef(references(first))
  useEffect(() => {
    const now = references(list)
    if (isError) status.textContent = words.get('officer.inbox.stopped')
    else if (now !== shown.current) status.textContent = words.get('officer.inbox.changed')
    shown.current = now
  }, [list, isError, status, words])
  const empty = emptyInbox(new URLSearchParams(search).keys())
  return <InboxTable rows={list.rows} words={words} base={base} caption={caption} empty={empty} />
}

function references(list: InboxPage): string {
  return list.rows.map((row) => row.reference).join()
}

/** Takes over the list that the server drew. Without this it stands as it is, and the form works alone. */
function start(place: HTMLElement): void {
  const form = document.querySelector<HTMLFormElement>('[data-inbox-filter]')
  const status = document.querySelector<HTMLElement>('[data-inbox-status]')
  const { base = '', caption = '', list = '', words: sentences = '{}' } = place.dataset
  if (form === null || status === null) return
  const words = wordsFrom(JSON.parse(sentences), document.documentElement.lang)
  const client = new QueryClient()
  place.addEventListener('keydown', walk)
  status.textContent = words.get('officer.inbox.keys')
  hydrate(
    <QueryClientProvider client={client}>
      <Inbox
        base={base}
        caption={caption}
        words={words}
        first={readList(JSON.parse(list))}
        form={form}
        status={status}
      />
    </QueryClientProvider>,
    place,
  )
}

const place = document.querySelector<HTMLElement>('[data-inbox]')
if (place !== null) start(place)
