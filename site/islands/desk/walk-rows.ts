/** `j` and `k` walk the references while one of them has focus, so that no letter typed elsewhere does. */
export function walk(event: KeyboardEvent): void {
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
