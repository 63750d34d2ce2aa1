// After a change of api/store/tables.ts: `node scripts/make-migration.mjs NAME` writes the SQL that leads
// there, and gathers all of it into one file that the bundled server carries. `--custom` for SQL by hand;
// without a name it only gathers.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const FOLDER = 'api/store/migrations'
const [name, ...options] = process.argv.slice(2)

if (name !== undefined) {
  const made = spawnSync('drizzle-kit', ['generate', '--name', name, ...options], {
    stdio: 'inherit',
  })
  if (made.status !== 0) process.exit(1)
}

const migrations = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .map((file) => ({
    name: file.slice(0, -'.sql'.length),
    statements: readFileSync(`${FOLDER}/${file}`, 'utf8')
      .split('--> statement-breakpoint')
      .map((statement) => statement.trim()),
  }))
writeFileSync(`${FOLDER}/all.json`, `${JSON.stringify(migrations, null, 2)}\n`)
