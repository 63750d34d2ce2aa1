import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { Cleanable } from './cleanable.ts'

/** Longer than the largest picture takes on a slow machine; what takes longer is stopped. */
const LONGEST_MS = 60_000
/** As `clean-file.ts` ends when the file is why there is no clean copy. */
const NOT_CLEANABLE = 3
/**
 * No writing, no further process. A picture on its way stays in memory: beyond this many bytes the library
 * would lay it on the disk, unsealed.
 */
const LIMITS = ['--permission', '--allow-addons', '--allow-fs-read=*', '--max-old-space-size=96']
const ENVIRONMENT = { VIPS_DISC_THRESHOLD: '4g' }

export type Cleaned =
  | { readonly ok: true; readonly bytes: Buffer }
  /** `file`: it is not as its kind is, or is too large. `process`: something else went wrong here. */
  | { readonly ok: false; readonly because: 'file' | 'process' }

export type Cleaner = (file: ReadableStream<Uint8Array>, kind: Cleanable) => Promise<Cleaned>

/** Cleans each file in a process of its own, so that neither memory nor a crash of it is the service's. */
export function createCleaner(program: string): Cleaner {
  return async (file, kind) => {
    const child = spawn(process.execPath, [...LIMITS, program, kind], {
      env: ENVIRONMENT,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    })
    const ended = new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null))
      child.once('close', resolve)
    })
    const [bytes, code] = await Promise.all([
      buffer(child.stdout).catch(() => Buffer.alloc(0)),
      ended,
      // A process that ended early takes no more of the file; its code says why.
      pipeline(Readable.fromWeb(file as NodeReadableStream<Uint8Array>), child.stdin).catch(
        () => undefined,
      ),
    ])
    if (code === 0 && bytes.length > 0) return { ok: true, bytes }
    return { ok: false, because: code === NOT_CLEANABLE ? 'file' : 'process' }
  }
}
