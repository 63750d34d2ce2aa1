/** Focus the summary, not the field: a child using VoiceOver must hear how many things to fix. */
export function focusFaults(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
}
