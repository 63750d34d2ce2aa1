import { buffer } from 'node:stream/consumers'
import { clean } from './clean.ts'
import { isCleanable } from './cleanable.ts'
import { NotCleanable } from './not-cleanable.ts'

/** How this process ends when the file itself is why there is no clean copy. */
const NOT_CLEANABLE = 3

/**
 * A process of its own for one file: its kind is the argument, the file comes in and the clean copy goes out.
 * What a stranger sent is taken apart here, where there is no key, no database and no line to anywhere.
 */
const [, , kind = ''] = process.argv
if (!isCleanable(kind)) process.exit(1)
try {
  const copy = await clean(await buffer(process.stdin), kind)
  process.stdout.end(copy)
} catch (fault) {
  if (!(fault instanceof NotCleanable)) throw fault
  process.exitCode = NOT_CLEANABLE
}
