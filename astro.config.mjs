import preact from '@astrojs/preact'
import { defineConfig, passthroughImageService } from 'astro/config'
import earshotAdapter from './site/adapter/index.ts'

export default defineConfig({
  srcDir: './site',
  publicDir: './site/public',
  outDir: './dist/site',
  output: 'server',
  adapter: earshotAdapter(),
  integrations: [preact({ compat: true })],
  // Hono refuses foreign posts before a page is reached; see api/http.
  security: { checkOrigin: false },
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0 } },
})
