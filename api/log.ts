import { z } from 'zod'

export const LogLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent'])
export type LogLevel = z.infer<typeof LogLevel>

/** What happened. A closed list: a sentence, which might hold a person's words, does not fit. */
const LogCode = z.enum([
  'started',
  'stopped',
  'request',
  'fault',
  'busy',
  'store-busy',
  'store-recovered',
  'store-stopped',
  'mail-sent',
  'mail-delayed',
  'mail-unreadable',
  'attachment-refused',
  'attachment-unreadable',
  'attachment-infected',
  'scan-delayed',
  'copy-delayed',
  'flood-set-apart',
  'advocate-chased',
  'statement-reminded',
  'concern-turned',
  'alarm-passed-on',
  'dates-moved',
  'upkeep-delayed',
  'backup-made',
  'backup-failed',
  'backup-not-copied',
  'nobody-may-read',
  'hook-called',
  'hook-delayed',
  'client-error',
])
type LogCode = z.infer<typeof LogCode>

const safe = /^[A-Za-z0-9_.:/*-]{0,120}$/
const SafeText = z.string().regex(safe)

/** All that a line may hold. Each is a code or a number that we made ourselves. */
const Fields = z.strictObject({
  /** `ABCD2345`; opens nothing. */
  reference: SafeText.optional(),
  authority: SafeText.optional(),
  method: SafeText.optional(),
  /** The route's pattern, `/api/submissions`: never the address, which may hold a code. */
  route: SafeText.optional(),
  status: z.number().optional(),
  ms: z.number().optional(),
  count: z.number().optional(),
  /** The name and code of a fault, `LibsqlError SQLITE_FULL`: never its message. */
  fault: SafeText.optional(),
  requestId: SafeText.optional(),
})
type LogFields = z.infer<typeof Fields>

export type Log = (level: Exclude<LogLevel, 'silent'>, code: LogCode, fields?: LogFields) => void

const ORDER = LogLevel.options

/**
 * Writes one line of JSON for each thing that happened. A field that looks like free text is left
 * out, so that no caller can print what a person wrote.
 */
export function createLog(level: LogLevel, write: (line: string) => void = printLine): Log {
  const least = ORDER.indexOf(level)
  return (at, code, fields = {}) => {
    if (ORDER.indexOf(at) < least) return
    const kept = Object.entries(fields).filter(([name, value]) => isSafe(name, value))
    write(
      JSON.stringify({
        at: new Date().toISOString(),
        level: at,
        code,
        ...Object.fromEntries(kept),
      }),
    )
  }
}

export const silentLog: Log = () => {}

/** `SQLITE_FULL` of a fault from the database, else its name: enough to look up, none of its words. */
export function faultCode(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.name
  return safe.test(code) ? code : 'Error'
}

function isSafe(name: string, value: unknown): boolean {
  return Fields.safeParse({ [name]: value }).success && value !== undefined
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`)
}
