/** The file is not built as its kind is: nothing can be taken out of it with certainty. */
export class NotCleanable extends Error {
  override name = 'NotCleanable'
}
