import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { openDataKeys } from '#api/store/key-file.ts'
import { masterKeyPath, readMasterKey } from '#api/store/master-key.ts'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { lookInside } from './inside.ts'
import { linesTo, lostOf, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { at, judged, type Trial, wait } from './trial.ts'

const SIZES = {
  short: { writers: 2, seconds: 3 },
  part: { writers: 4, seconds: 30 },
  full: { writers: 4, seconds: 30 },
}

/** Other programs hold the database's lock again and again: nothing that was accepted is lost. */
export const busyStorm: Trial = {
  name: 'busy-storm',
  plan: 'T3, T4',
  goal: '4 foreign writers for 30 s: 0 accepted lost, 0 twice; what is refused is refused with 503',
  async run(form) {
    const { writers, seconds } = SIZES[form]
    const folder = temporaryFolder()
    const dataDir = join(folder.path, 'data')
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
    const server = await startServer({ dataDir, env })
    const masterKey = readMasterKey({ dataDir, secretKeyFile: masterKeyPath(dataDir) })
    const keys = openDataKeys(join(dataDir, 'coventry', 'keys.json'), 'coventry', masterKey)
    const script = 'tests/trials/processes/foreign-writer.ts'
    const path = join(dataDir, 'coventry', 'cases.db')
    const args = [script, path, keys.database.toString('hex'), String(seconds)]
    const foreign = Array.from({ length: writers }, () => {
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.on('data', (part: Buffer) => {
        said += part.toString()
      })
      const ended = new Promise<number>((done) => {
        child.once('exit', () => done(Number(said.trim().split('\n').at(-1))))
      })
      return { isReady: () => said.startsWith('ready'), ended }
    })
    while (foreign.some((each) => !each.isReady())) await wait(20)
    const lines = linesTo(server.url, 4)
    const accepted: Sent[] = []
    const times: number[] = []
    let [refused, otherwise] = [0, 0]
    const until = performance.now() + seconds * 1000
    while (performance.now() < until) {
      const { answered, sent } = await lines.submit()
      times.push(answered.ms)
      if (sent !== undefined) accepted.push(sent)
      else if (answered.status === 503) refused++
      else otherwise++
      await wait(20)
    }
    const locks = (await Promise.all(foreign.map(({ ended }) => ended))).reduce((a, b) => a + b, 0)
    await wait(1000)
    const lost = await lostOf(lines, accepted)
    const twice = accepted.length - new Set(accepted.map(({ reference }) => reference)).size
    lines.close()
    await server.stop()
    await sink.close()
    const inside = await lookInside(dataDir)
    folder.remove()
    const asked = accepted.length + refused + otherwise
    const figure = `${locks} foreign locks in ${seconds} s; ${accepted.length} of ${asked} accepted, ${refused} refused with 503, ${otherwise} otherwise, p99 ${at(times, 0.99)} ms; ${lost.length} lost, ${twice} twice, ${inside.half} half-written`
    return judged(figure, [
      locks === 0 && 'nobody held the lock: the trial sees nothing',
      lost.length + twice + inside.half > 0 && 'something was lost or doubled',
      otherwise > 0 && 'a refusal was not 503',
      inside.cases < accepted.length && 'fewer cases than were accepted',
      inside.integrity !== 'ok' && 'the database is damaged',
    ])
  },
}
