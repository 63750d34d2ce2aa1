import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './api/store/tables.ts',
  out: './api/store/migrations',
})
