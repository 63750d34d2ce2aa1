import { StoreBusy } from './store.ts'

/** What comes of writing; while the store takes nothing, what is said `otherwise`. Every other fault is thrown on. */
export async function unlessBusy<T, O>(
  writing: Promise<T>,
  otherwise: () => O | Promise<O>,
): Promise<T | O> {
  try {
    return await writing
  } catch (fault) {
    if (fault instanceof StoreBusy) return otherwise()
    throw fault
  }
}
