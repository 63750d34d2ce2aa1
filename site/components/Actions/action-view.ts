/** A button of a page. Without an address it sends the form it stands in. */
export type ActionView = {
  readonly label: string
  readonly href?: string
  readonly look: 'main' | 'quiet' | 'leave'
}
