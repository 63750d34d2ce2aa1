/** After the last letter: soon enough for a laptop that is closed, seldom enough for the line. */
const TYPING_MS = 2_000

/** Sends the form as a draft, as its own button does. What it answers is not shown. */
async function keep(form: HTMLFormElement, status: HTMLElement): Promise<void> {
  const fields = [...new FormData(form)].filter((field): field is [string, string] => {
    return typeof field[1] === 'string'
  })
  const body = new URLSearchParams([...fields, ['draft', 'keep']])
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body,
      redirect: 'manual',
      keepalive: true,
    })
    const isKept = answer.type === 'opaqueredirect'
    status.textContent = (isKept ? form.dataset.draft : form.dataset.draftStopped) ?? ''
  } catch {
    status.textContent = form.dataset.draftStopped ?? ''
  }
}

/** Keeps what is typed on the server while it is typed, and at once when the page is put away. */
function keepAsTyped(form: HTMLFormElement): void {
  const status = form.querySelector<HTMLElement>('[data-draft-status]')
  if (status === null) return
  let typing: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(typing)
    typing = undefined
  }
  const keepNow = () => {
    stop()
    void keep(form, status)
  }
  form.addEventListener('input', () => {
    stop()
    typing = setTimeout(keepNow, TYPING_MS)
  })
  form.addEventListener('submit', stop)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && typing !== undefined) keepNow()
  })
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keepAsTyped(form)
