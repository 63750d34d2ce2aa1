/** Shows the button that copies the private code, where the browser can copy. */
export function copyCode(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-copy]')
  const code = document.getElementById('code')?.textContent
  const status = document.querySelector('[data-copied]')
  if (button === null || !code || !status || !navigator.clipboard) return
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.replaceAll(/\s+/g, ' ').trim())
    status.textContent = button.dataset.copy ?? ''
  })
}
