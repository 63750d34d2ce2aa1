import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The same files give the same version, whatever machine reads them. */
export function versionOf(directory: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files) {
    hash.update(relative(directory, file).replaceAll('\\', '/')).update('\0')
    hash.update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}
