/** After the last letter: soon enough for a laptop that is closed, seldom enough for the line. */
const TYPING_MS = 2_000

/** Names this window: another one of the same form keeps a draft of its own words, not in place of these. */
function addKey(form: HTMLFormElement): void {
  const key = document.createElement('input')
  key.type = 'hidden'
  key.name = 'formKey'
  key.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  form.append(key)
}

/** Where the button for drafts leads. */
function addressOf(form: HTMLFormElement): string {
  return form.querySelector('[name=draft]')?.getAttribute('formaction') ?? form.action
}

/** Sends the form as a draft, as its own button does. What it answers is not shown. */
async function keep(
  form: HTMLFormElement,
  status: HTMLElement,
  signal: AbortSignal,
): Promise<void> {
  const fields = [...new FormData(form)].filter((field): field is [string, string] => {
    return typeof field[1] === 'string'
  })
  const body = new URLSearchParams([...fields, ['draft', 'keep']])
  try {
    const answer = await fetch(addressOf(form), {
      method: 'POST',
      body,
      redirect: 'manual',
      keepalive: true,
      signal,
    })
    const isKept = answer.type === 'opaqueredirect'
    status.textContent = (isKept ? status.dataset.draft : status.dataset.draftStopped) ?? ''
  } catch {
    if (!signal.aborted) status.textContent = status.dataset.draftStopped ?? ''
  }
}

/**
 * Keeps what is typed on the server while it is typed, and at once when the page is put away. Once the form is sent,
 * nothing more goes; what is on its way already the server keeps no more.
 */
function keepAsTyped(form: HTMLFormElement, status: HTMLElement): void {
  addKey(form)
  const sent = new AbortController()
  let typing: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(typing)
    typing = undefined
  }
  const keepNow = () => {
    stop()
    void keep(form, status, sent.signal)
  }
  form.addEventListener('input', () => {
    stop()
    typing = setTimeout(keepNow, TYPING_MS)
  })
  form.addEventListener('submit', () => {
    stop()
    sent.abort()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && typing !== undefined) keepNow()
  })
}

for (const status of document.querySelectorAll<HTMLElement>('[data-draft-status]')) {
  const form = status.closest('form')
  if (form !== null) keepAsTyped(form, status)
}
