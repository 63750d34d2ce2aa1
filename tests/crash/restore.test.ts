import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { aSubmission } from '#tests/support/app.ts'
import { startServer, temporaryFolder } from '#tests/support/server.ts'
import { ask } from '#tests/support/wire.ts'

/** `npm run NAME -- …` without the setting up. */
async function command(dataDir: string, ...words: readonly string[]) {
  const given = {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, AUTHORITIES: 'coventry' },
  }
  return promisify(execFile)(process.execPath, ['dist/command.mjs', ...words], given).then(
    ({ stdout }) => ({ exitCode: 0, said: stdout }),
    (fault: { code: number; stderr: string }) => ({ exitCode: fault.code, said: fault.stderr }),
  )
}

function post(url: string, path: string, body: unknown) {
  const headers = { 'Content-Type': 'application/json' }
  return ask(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

test('the machine is lost at night: the backup, the keys and the master key bring the service back', async () => {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder.path, name)
  const server = await startServer({ dataDir: at('data') })
  const sent = await post(server.url, '/api/submissions', aSubmission())
  const { code, reference } = JSON.parse(sent.text)

  const made = await command(at('data'), 'backup', at('kept/earshot.tar'))
  expect(made).toMatchObject({ exitCode: 0 })
  expect(made.said).toContain('1 cases, words of 1 open')
  expect(await command(at('data'), 'restore', at('kept/earshot.tar'))).toMatchObject({
    exitCode: 2,
  })
  await server.kill9()
  rmSync(at('data'), { recursive: true })

  const missing = await command(at('new'), 'restore', at('kept/earshot.tar'))
  expect(missing).toMatchObject({ exitCode: 1 })
  expect(missing.said).toContain('the master key is not there')
  expect(existsSync(at('new.key'))).toBe(false)
  copyFileSync(at('data.key'), at('new.key'))
  expect(await command(at('new'), 'restore', at('kept/earshot.tar'))).toMatchObject({ exitCode: 0 })
  expect(await command(at('new'), 'restore', at('kept/earshot.tar'))).toMatchObject({ exitCode: 1 })

  const again = await startServer({ dataDir: at('new') })
  const back = await post(again.url, '/api/way-back', { authority: 'coventry', code })
  expect(JSON.parse(back.text)).toMatchObject({ reference })
  await again.stop()
  expect(await command(at('new'), 'backup', at('kept/alone.tar'))).toMatchObject({ exitCode: 0 })
  folder.remove()
})
