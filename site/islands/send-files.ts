const MOST_BYTES = 10 * 1024 * 1024

type Words = Readonly<Record<'upload' | 'sending' | 'lost' | 'tooBig' | 'wrongKind', string>>

/** What the service says of a file: its number, or which words to show. */
async function upload(file: File, address: string): Promise<{ id: string } | keyof Words> {
  if (file.size > MOST_BYTES) return 'tooBig'
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
    })
    if (answer.status === 413) return 'tooBig'
    if (answer.status === 422) return 'wrongKind'
    return answer.ok ? await answer.json() : 'lost'
  } catch {
    return 'lost'
  }
}

/** Its number goes with the form in place of the file, which must not travel twice. */
function standIn(input: HTMLInputElement, id: string): void {
  const hidden = document.createElement('input')
  hidden.type = 'hidden'
  hidden.name = input.name
  hidden.value = id
  input.after(hidden)
  input.value = ''
}

/**
 * Sends files before the form that they belong to: a line that breaks under a large file would otherwise take the
 * page with it, and every word typed on it. Without this the form sends them itself.
 */
export function sendFiles(): void {
  const form = document.querySelector<HTMLFormElement>('form[enctype]')
  if (form === null) return
  let isSending = false

  async function send(inputs: readonly HTMLInputElement[], button: HTMLElement | null) {
    for (const input of inputs) {
      const status = document.getElementById(`${input.id}-upload`)
      const words = status?.dataset as unknown as Words
      const [file] = input.files ?? []
      if (!file || !status) continue
      status.textContent = words.sending
      const sent = await upload(file, words.upload)
      status.textContent = typeof sent === 'string' ? words[sent] : ''
      if (typeof sent === 'string') {
        input.focus()
        return
      }
      standIn(input, sent.id)
    }
    form?.requestSubmit(button)
  }

  // Before anything else that listens: the form is not on its way yet.
  document.addEventListener(
    'submit',
    (event) => {
      const inputs = [...form.querySelectorAll<HTMLInputElement>('input[type=file]')]
      const filled = inputs.filter(({ files }) => files?.length)
      if (filled.length === 0 || event.target !== form) return
      event.preventDefault()
      event.stopPropagation()
      if (isSending) return
      isSending = true
      const { submitter } = event
      void send(filled, submitter).finally(() => {
        isSending = false
      })
    },
    { capture: true },
  )
}

sendFiles()
