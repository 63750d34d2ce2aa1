import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { until } from '#tests/support/mail-sink.ts'

type Floor = { readonly url: string; readonly pid: number; readonly stop: () => void }

/** Starts one of the servers in `floors/`, a process of its own like the product. */
export async function startFloor(
  name: 'hello' | 'durable',
  env: Readonly<Record<string, string>> = {},
): Promise<Floor> {
  const file = fileURLToPath(new URL(`./floors/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (part: Buffer) => {
    printed += part.toString()
  })
  const url = await until(() => /^ready (\S+)$/m.exec(printed)?.[1], 20_000, 'the floor')
  return { url, pid: child.pid ?? 0, stop: () => child.kill('SIGKILL') }
}
