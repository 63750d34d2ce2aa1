import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Instant, instantOf, localDateOf } from '#schema/dates.ts'

/** A backup that the service made by itself. It was checked, or it would not be there. */
export type Kept = { readonly path: string; readonly at: Instant; readonly bytes: number }

const NAME = /^earshot-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.tar$/

/** `earshot-20261123T090000Z.tar` */
export function nameFor(at: Instant): string {
  return `earshot-${at.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}.tar`
}

/** The service's own backups in a folder, newest first. */
export function keptIn(folder: string): readonly Kept[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(folder)
    .flatMap((name): Kept[] => {
      const [, year, month, day, hour, minute, second] = NAME.exec(name) ?? []
      if (second === undefined) return []
      const path = join(folder, name)
      const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
      const bytes = statSync(path, { throwIfNoEntry: false })?.size
      return Number.isNaN(at.getTime()) || bytes === undefined
        ? []
        : [{ path, at: instantOf(at), bytes }]
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1))
}

/**
 * Which backups need no longer be kept: not among the newest, and not the last of one of the latest days
 * that have one. Days without a backup do not count, so that a clock set ahead removes nothing more.
 */
export function outOfDate(
  kept: readonly Kept[],
  keep: { readonly keepLatest: number; readonly keepDays: number },
): readonly Kept[] {
  const lastOfDays = [...Map.groupBy(kept, ({ at }) => localDateOf(at)).values()]
    .flatMap(([last]) => last ?? [])
    .slice(0, keep.keepDays)
  const wanted = new Set([...kept.slice(0, keep.keepLatest), ...lastOfDays])
  return kept.filter((backup) => !wanted.has(backup))
}

export function removeBackups(backups: readonly Kept[]): void {
  for (const { path } of backups) rmSync(path, { force: true })
}
