/** What a browser that can do passkeys makes of the page's options. */
function canDoPasskeys(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential
  )
}

/** Asks the device; undefined when the person or the device said no. */
async function askDevice(form: HTMLFormElement): Promise<Credential | null | undefined> {
  const options = JSON.parse(form.dataset.passkey ?? '{}')
  try {
    return form.dataset.make === undefined
      ? await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        })
      : await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
  } catch {
    return undefined
  }
}

/**
 * Forms that are sent with a passkey: shown where the browser can do it, and sent once the device has answered. A
 * person who closes the device's window is back on the page, with a sentence that says what else to do.
 */
function useDevice(form: HTMLFormElement): void {
  const answer = form.querySelector<HTMLInputElement>('input[name=answer]')
  const status = form.querySelector<HTMLElement>('[role=status]')
  if (answer === null || !canDoPasskeys()) return
  form.hidden = false
  form.addEventListener('submit', (event) => {
    if (answer.value !== '') return
    event.preventDefault()
    void askDevice(form).then((credential) => {
      if (credential instanceof PublicKeyCredential) {
        answer.value = JSON.stringify(credential.toJSON())
        form.submit()
      } else if (status !== null) {
        status.textContent = form.dataset.notDone ?? ''
      }
    })
  })
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) useDevice(form)
