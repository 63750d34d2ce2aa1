import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
]
const USUAL_PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
]
const LONGEST_MS = 120_000

/** Where Chromium may be found: the one that is named, else on the path and in the usual places. */
export type BrowserPlaces = {
  readonly named: string | undefined
  readonly path: string | undefined
}

/** A browser that can print, or undefined. */
export function findBrowser({ named, path = '' }: BrowserPlaces): string | undefined {
  if (named !== undefined) return isProgram(named) ? named : undefined
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...USUAL_PLACES]
  const names = [...NAMES, 'Google Chrome', 'Chromium']
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * A page as a tagged PDF, printed by a browser that reaches no network. Its folder is ours alone and gone
 * afterwards. Undefined when the browser could not print it.
 */
export async function pdfForm(html: string, browser: string): Promise<Buffer | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-print-'))
  try {
    const [page, pdf] = [join(folder, 'report.html'), join(folder, 'report.pdf')]
    writeFileSync(page, html, { mode: 0o600 })
    const code = await run(browser, argumentsFor(folder, page, pdf))
    return code === 0 ? readFileSync(pdf) : undefined
  } catch {
    return undefined
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function argumentsFor(folder: string, page: string, pdf: string): readonly string[] {
  return [
    '--headless=new',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--no-first-run',
    `--user-data-dir=${join(folder, 'browser')}`,
    '--export-tagged-pdf',
    '--generate-pdf-document-outline',
    '--no-pdf-header-footer',
    `--print-to-pdf=${pdf}`,
    // The sandbox of Chromium does not start for the administrator of the machine.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `file://${page}`,
  ]
}

function run(program: string, args: readonly string[]): Promise<number | null> {
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: 'ignore', timeout: LONGEST_MS })
    child.once('error', () => done(null))
    child.once('close', done)
  })
}
