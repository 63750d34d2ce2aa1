/** A piece of a line. A link leads to an address of ours (`page:p/rights`), to a journey (`journey:h`), a site, a telephone or a mailbox. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly inline: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inline: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }

/** A long page. Its texts may hold placeholders: fill them with `format` when showing. */
export type Page = {
  readonly name: string
  readonly title: string
  readonly blocks: readonly Block[]
}
