/** Shows the buttons that copy the private code and print the page, where the browser can do it. */
export function keepCode(): void {
  const print = document.querySelector<HTMLButtonElement>('[data-print]')
  if (print) print.hidden = false
  print?.addEventListener('click', () => window.print())

  const copy = document.querySelector<HTMLButtonElement>('[data-copy]')
  const code = document.getElementById('code')?.textContent
  const status = document.querySelector('[data-copied]')
  if (!copy || !code || !status || !navigator.clipboard) return
  copy.hidden = false
  copy.addEventListener('click', async () => {
    const taken = navigator.clipboard.writeText(code.replaceAll(/\s+/g, ' ').trim())
    const isTaken = await taken.then(
      () => true,
      () => false,
    )
    status.textContent = (isTaken ? copy.dataset.copy : copy.dataset.not) ?? ''
  })
}
