const PRESSES = 3
const WITHIN_MS = 5000

/**
 * Blanks the page at once and takes its place in the history, before the next page answers. The link
 * does the same without this, only slower and with this page one step back.
 */
function leave(link: HTMLAnchorElement): void {
  const { title = '' } = link.dataset
  // Name, e-mail and telephone may be remembered by the browser when the page is opened again.
  for (const form of document.forms) form.reset()
  for (const input of document.querySelectorAll('input'))
    if (input.type !== 'radio') input.value = ''
  document.title = title
  document.body.replaceChildren()
  location.replace(link.href)
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null
}

/** Leaves at a press; with a mouse and a keyboard also at Shift three times, never while typing. */
export function leaveQuickly(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-leave]')
  if (link === null) return
  // A page with a mistake is what the browser got for words that it keeps, to send them again on Back and Reload.
  history.replaceState(null, '')
  document.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element ? event.target.closest('a') : null
    if (pressed?.href !== link.href) return
    event.preventDefault()
    leave(link)
  })
  if (!matchMedia('(hover: hover) and (pointer: fine)').matches) return
  let presses: number[] = []
  document.addEventListener('keydown', ({ key, repeat, target, timeStamp }) => {
    if (key !== 'Shift' || isTyping(target)) presses = []
    else if (!repeat) presses = [...presses, timeStamp].slice(-PRESSES)
    const [first] = presses
    if (presses.length === PRESSES && first !== undefined && timeStamp - first < WITHIN_MS)
      leave(link)
  })
}
