/**
 * `npm run words`: says what each language lacks, by key. With `--list` it writes those keys into the
 * draft languages' lists (`content/words/<tag>/missing.json`), so that they are shown in English until
 * someone translates them, and takes out what is translated meanwhile. `--count` says one line a language.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gapsIn } from '../content/gaps.ts'

const content = join(dirname(dirname(fileURLToPath(import.meta.url))), 'content')
const LINE_WIDTH = 100
const [mode] = process.argv.slice(2)

for (const { language, needed, lacking, listed } of gapsIn(content)) {
  const { tag, checked } = language
  const state = checked === null ? 'draft' : 'checked'
  console.log(`${tag} (${state}): ${lacking.length} of ${needed} missing, ${listed.length} listed`)
  if (mode === '--count') continue
  for (const key of lacking) console.log(`  ${key}`)
  if (mode === '--list' && checked === null) write(tag, lacking)
}

function write(tag, keys) {
  const file = join(content, 'words', tag, 'missing.json')
  const line = `[${keys.map((key) => JSON.stringify(key)).join(', ')}]`
  // As the formatter lays it out.
  const laidOut = line.length <= LINE_WIDTH ? line : JSON.stringify(keys, null, 2)
  if (keys.length > 0) writeFileSync(file, `${laidOut}\n`)
  else if (existsSync(file)) rmSync(file)
  console.log(`  content/words/${tag}/missing.json now lists ${keys.length}`)
}
