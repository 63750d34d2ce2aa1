/** What is known of a file that came with a submission. */
export type FileCare = {
  /** What the scanner said; null before it did. */
  readonly scan: 'clean' | 'infected' | null
  readonly copy: 'made' | 'impossible' | null
  /** Whether a clean copy can be made of files of this kind. */
  readonly isCleanable: boolean
}

export type FileState = {
  /** `unchecked`: there is no scanner. */
  readonly scan: 'being-checked' | 'clean' | 'infected' | 'unchecked'
  /**
   * What an officer is given: the clean copy, the file as it was sent where no copy can be made of its kind, or
   * nothing of it yet.
   */
  readonly opens: 'copy' | 'as-sent' | 'nothing'
  /** Whether the original may be opened with a reason. */
  readonly hasOriginal: boolean
}

/**
 * What of a file may be opened. Nothing before the scanner looked at it, where there is one, and nothing ever of
 * one in which it found a virus. What can be cleaned is opened clean; its original takes a reason.
 */
export function fileState(
  { scan, copy, isCleanable }: FileCare,
  scanner: 'scanner' | 'no-scanner',
): FileState {
  const seen = scan ?? (scanner === 'scanner' ? 'being-checked' : 'unchecked')
  if (seen === 'infected' || seen === 'being-checked')
    return { scan: seen, opens: 'nothing', hasOriginal: false }
  if (!isCleanable) return { scan: seen, opens: 'as-sent', hasOriginal: false }
  return { scan: seen, opens: copy === 'made' ? 'copy' : 'nothing', hasOriginal: true }
}
