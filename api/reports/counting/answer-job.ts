import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { count } from './count.ts'
import { Job } from './job.ts'

/**
 * The whole life of a counting process: reads one job, does it, says what came of it. Answers the exit code.
 * It says nothing else anywhere: what a fault holds might be somebody's words.
 */
export async function answerOneJob(input: Readable, output: Writable): Promise<0 | 1> {
  try {
    const counted = await count(Job.parse(JSON.parse(await text(input))))
    output.end(JSON.stringify(counted))
    await finished(output)
    return 0
  } catch {
    return 1
  }
}
