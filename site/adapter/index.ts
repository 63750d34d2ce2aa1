import type { AstroIntegration } from 'astro'

/**
 * Builds the pages as one module that renders a Request into a Response. Hono owns the socket, the
 * headers and the files; Astro owns nothing but the page.
 */
export default function earshotAdapter(): AstroIntegration {
  return {
    name: 'earshot-adapter',
    hooks: {
      'astro:config:done': ({ setAdapter }) => {
        setAdapter({
          name: 'earshot-adapter',
          entrypointResolution: 'auto',
          serverEntrypoint: new URL('./render.ts', import.meta.url),
          supportedAstroFeatures: { staticOutput: 'stable', serverOutput: 'stable' },
          adapterFeatures: { buildOutput: 'server' },
        })
      },
    },
  }
}
