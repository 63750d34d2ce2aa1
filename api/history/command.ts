import type { CommandDeps, CommandResult } from '#api/officers/commands.ts'
import { readArguments } from '#api/read-arguments.ts'
import { extendChain, verifyChain } from './chain.ts'

const USAGE = 'history --authority A'

/** `npm run history -- --authority A`: works the chain out again. 0: whole; 1: broken, and where first. */
export async function historyCommand(
  args: readonly string[],
  deps: Pick<CommandDeps, 'storeOf'>,
): Promise<CommandResult> {
  const slug = authorityOf(args)
  const store = slug === undefined ? undefined : deps.storeOf(slug)
  if (store === undefined) return { exitCode: 1, lines: ['--authority: not served here', USAGE] }
  await extendChain(store)
  const { links, head, broken } = await verifyChain(store)
  if (broken === undefined)
    return { exitCode: 0, lines: [`whole: ${links} links, the last ${head}`] }
  const { source, seq, why } = broken
  return { exitCode: 1, lines: [`broken after ${links} links: ${source} ${seq} ${why}`] }
}

function authorityOf(args: readonly string[]): string | undefined {
  const read = readArguments(args, { authority: { type: 'string' } })
  return read?.positionals.length === 0 ? read.values.authority : undefined
}
