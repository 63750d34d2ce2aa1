import { createApp } from 'astro/app/entrypoint'

const app = createApp({ streaming: false })

/** Renders one page. What the page may know of the visitor comes in `locals`. */
export function render(request: Request, locals: App.Locals): Promise<Response> {
  return app.render(request, { locals })
}

/** Whether a page lives at this address. */
export function hasPage(request: Request): boolean {
  return app.match(request) !== undefined
}
