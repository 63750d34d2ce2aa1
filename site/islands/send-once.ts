/** Sends a form once, says that it is on its way, and keeps the words on the page while offline. */
export function sendOnce(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-once]')
  if (form === null) return
  const status = form.querySelector(':scope > [role=status]')
  const button = form.querySelector<HTMLButtonElement>('button[data-sending]')
  const label = button?.textContent ?? ''
  let isSent = false

  function show(text: string, options: { readonly busy: boolean }): void {
    isSent = options.busy
    button?.setAttribute('aria-disabled', String(isSent))
    if (button) button.textContent = isSent ? text : label
    if (status) status.textContent = isSent ? '' : text
  }

  form.addEventListener('submit', (event) => {
    if (isSent || !navigator.onLine) event.preventDefault()
    if (isSent) return
    if (navigator.onLine) show(button?.dataset.sending ?? label, { busy: true })
    else show(form.dataset.offline ?? '', { busy: false })
  })
  // Coming back to a page that the browser kept: it may be sent again.
  addEventListener('pageshow', ({ persisted }) => persisted && show('', { busy: false }))
}
