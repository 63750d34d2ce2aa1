/** Where a key leads. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['t', '/officer'],
  ['l', '/officer/inbox'],
  ['s', '/officer/search'],
  ['n', '/officer/new'],
  ['?', '/officer/keys'],
])

/** Whether somebody is typing or choosing here: then a letter is a letter. */
function takesLetters(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, select, textarea, [role="textbox"]'))
  )
}

/**
 * Keys pressed alone. None with Ctrl, Alt or Meta, which belong to the browser and to screen readers; none
 * while something takes letters; none that a script before us has answered. A screen reader that reads a
 * page by single keys keeps them to itself, and they never come here.
 */
function follow(event: KeyboardEvent, base: string): void {
  if (event.defaultPrevented || event.repeat || takesLetters(event.target)) return
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const path = PLACES.get(event.key)
  if (path === undefined) return
  event.preventDefault()
  location.assign(`${base}${path}`)
}

const { shortcuts } = document.body.dataset
if (shortcuts !== undefined) {
  const base = shortcuts === '/' ? '' : shortcuts
  document.addEventListener('keydown', (event) => follow(event, base))
}
