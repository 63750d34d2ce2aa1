import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'

/** Gathers what is wrong with the content, so that one start names all of it. */
export class ContentFaults {
  readonly found: string[] = []
  private readonly unreadable: string[] = []

  add(file: string, what: string): void {
    this.found.push(`${file}: ${what}`)
  }

  /** A file of which nothing could be read: whatever names it would be a fault as well. */
  addUnreadable(file: string, what: string): void {
    this.unreadable.push(`${file}: ${what}`)
  }

  /** Throws one Error that lists every fault with its file and key; what cannot be read is named alone. */
  throwIfAny(): void {
    const faults = this.unreadable.length > 0 ? this.unreadable : this.found
    if (faults.length === 0) return
    throw new Error(`The content has ${faults.length} faults:\n${faults.join('\n')}`)
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
    const text = readFileSync(join(directory, file), 'utf8')
    try {
      return JSON.parse(text)
    } catch (error) {
      faults.addUnreadable(file, `${lineOf(text, String(error))}${String(error)}`)
    }
  } catch (error) {
    faults.add(file, String(error))
  }
  return undefined
}

/** `line 12: `, where a curly quote stands for a straight one or the reader gave up; nothing where neither is known. */
function lineOf(text: string, message: string): string {
  const curly = /^\s*[“”]|:\s*[“”]/m.exec(text)
  const place = curly?.index ?? Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN)
  if (Number.isNaN(place)) return ''
  const line = text.slice(0, place + (curly?.[0].length ?? 0)).split('\n').length
  return `line ${line}${curly === null ? '' : ' has a curly quote'}: `
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
