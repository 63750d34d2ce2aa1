/**
 * `short` is what `npm test` runs, a minute at most; `full` has the figures of the plan; `part` is full in
 * kind and smaller in number, five minutes at most for a machine that has other work.
 */
export type Form = 'short' | 'part' | 'full'

export type Result =
  | { readonly outcome: 'met' | 'missed'; readonly figure: string }
  /** What this machine lacks. */
  | { readonly outcome: 'skipped'; readonly figure: string }

export type Trial = {
  readonly name: string
  /** Which lines of the plan it answers, `T1`. */
  readonly plan: string
  readonly goal: string
  run(form: Form, say: (line: string) => void): Promise<Result>
}

/** `met` when nothing speaks against it; what does is the figure's last part. */
export function judged(figure: string, against: readonly (string | false)[]): Result {
  const faults = against.filter((fault) => fault !== false)
  return faults.length === 0
    ? { outcome: 'met', figure }
    : { outcome: 'missed', figure: `${figure}; ${faults.join('; ')}` }
}

/** The value at this share of a list, `0.99`; 0 for an empty one. */
export function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
}

export function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
