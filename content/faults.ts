import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'

/** Gathers what is wrong with the content, so that one start names all of it. */
export class ContentFaults {
  readonly found: string[] = []

  add(file: string, what: string): void {
    this.found.push(`${file}: ${what}`)
  }

  /** Throws one Error that lists every fault with its file and key. */
  throwIfAny(): void {
    if (this.found.length === 0) return
    throw new Error(`The content has ${this.found.length} faults:\n${this.found.join('\n')}`)
  }
}

/** The names in a folder in the order of the alphabet; none when there is no such folder. */
export function namesIn(folder: string, ending: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** A JSON file as it is. Undefined, and a fault, when it is missing or no JSON. */
export function readJson(directory: string, file: string, faults: ContentFaults): unknown {
  try {
    return JSON.parse(readFileSync(join(directory, file), 'utf8'))
  } catch (error) {
    faults.add(file, error instanceof Error ? error.message : String(error))
    return undefined
  }
}

/** A JSON file in its shape. Undefined, and a fault for every wrong key, when it has another. */
export function readShape<Shape extends z.ZodType>(
  directory: string,
  file: string,
  shape: Shape,
  faults: ContentFaults,
): z.output<Shape> | undefined {
  const raw = readJson(directory, file, faults)
  if (raw === undefined) return undefined
  const parsed = shape.safeParse(raw)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    faults.add(file, `${issue.path.join('.') || '(whole file)'}: ${issue.message}`)
  }
  return undefined
}
