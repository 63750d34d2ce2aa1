import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join, resolve } from 'node:path'

/** Builds the disk that can be told to fail; what is missing on this machine when it cannot. */
export function buildFaultyDisk(
  into: string,
): { readonly ok: true; readonly path: string } | { readonly ok: false; readonly why: string } {
  if (process.platform !== 'linux') return { ok: false, why: 'needs Linux' }
  const path = join(into, 'faults.so')
  const source = resolve('tests/trials/faults.c')
  const built = spawnSync('gcc', [
    '-O2',
    '-shared',
    '-fPIC',
    '-o',
    path,
    source,
    '-ldl',
    '-lpthread',
  ])
  return built.status === 0 ? { ok: true, path } : { ok: false, why: 'needs gcc' }
}

const HEAD_BYTES = 24

/**
 * Leaves of the files what a machine would find that lost its power: what was written since each file was
 * last synced is taken back, newest first. Answers how many writes those were.
 */
export function cutPower(undoFolder: string): number {
  let undone = 0
  for (const name of readdirSync(undoFolder).filter((each) => each.endsWith('.undo'))) {
    const log = readFileSync(join(undoFolder, name))
    const path = readFileSync(join(undoFolder, name.replace(/undo$/, 'path')), 'utf8')
    if (!existsSync(path)) continue
    const writes: { readonly at: number; readonly size: number; readonly bytes: Buffer }[] = []
    for (let at = 0; at < log.length; ) {
      const count = Number(log.readBigUInt64LE(at + 16))
      writes.push({
        at: Number(log.readBigUInt64LE(at)),
        size: Number(log.readBigUInt64LE(at + 8)),
        bytes: log.subarray(at + HEAD_BYTES, at + HEAD_BYTES + count),
      })
      at += HEAD_BYTES + count
    }
    const file = openSync(path, 'r+')
    for (const { at, size, bytes } of writes.reverse()) {
      if (bytes.length > 0) writeSync(file, bytes, 0, bytes.length, at)
      ftruncateSync(file, size)
    }
    closeSync(file)
    undone += writes.length
  }
  rmSync(undoFolder, { recursive: true })
  mkdirSync(undoFolder)
  return undone
}

/** The index beside a write-ahead log is memory: after a power cut it is not there. */
export function dropIndexes(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name.endsWith('-shm')) rmSync(join(entry.parentPath, entry.name))
  }
}
