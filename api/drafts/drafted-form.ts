/** Pages outside cases whose form is kept while it is typed. The form is sent to the address of its page. */
const DRAFTED =
  /^\/officer\/(told|told\/\d+|profile|people|people\/\d+|rota|report\/texts\/[\w-]+)$/

/** What a page only says of itself once. */
const PASSING = ['saved', 'done', 'did']
const LONGEST = 200

/**
 * The name of the form at this address, `/officer/told/3?language=pl`: undefined where none is kept. `path` is an
 * address without what this authority's begin with.
 */
export function draftedForm(path: string): string | undefined {
  if (!path.startsWith('/officer/')) return undefined
  const { pathname, searchParams } = new URL(path, 'http://desk')
  for (const name of PASSING) searchParams.delete(name)
  const query = searchParams.toString()
  const form = query === '' ? pathname : `${pathname}?${query}`
  return DRAFTED.test(pathname) && form.length <= LONGEST ? form : undefined
}
