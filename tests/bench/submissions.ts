import { loadContent } from '#content/index.ts'
import { aSubmission } from '#tests/support/app.ts'
import { openMailSink } from '#tests/support/mail-sink.ts'
import {
  freePort,
  type RunningServer,
  startServer,
  temporaryFolder,
} from '#tests/support/server.ts'
import { walkWithForms } from '#tests/support/walking.ts'
import { journeyAt, walkWith } from '#tests/support/walks.ts'
import { formVisit } from '#tests/support/wire.ts'
import { wait } from '#tests/trials/trial.ts'
import type { Bench, Figure, Settings } from './figures.ts'
import { startFloor } from './floor.ts'
import { type Pressed, press, pressWarm, requestTo } from './press.ts'
import { coreSecondsOf, residentMbOf } from './process-figures.ts'

const CONNECTIONS = 64

/** A body that no other request has: the key of each is its own. */
function submissionOf(n: number): Buffer {
  const idempotencyKey = `bench-${String(n).padStart(24, '0')}`
  return requestTo('/api/submissions', {
    json: JSON.stringify({ ...aSubmission(), idempotencyKey }),
  })
}

function startWithMailAt(SMTP_URL: string, dataDir: string): Promise<RunningServer> {
  return startServer({ dataDir, env: { SMTP_URL, FLOOD_PER_MINUTE: '0' } })
}

/** Kept on the disk and acknowledged, beside the same rows behind a bare server. */
export const submissions: Bench = {
  name: 'submissions',
  run: async (settings) => {
    const [ceiling, plain] = [
      await ceilingOf(settings, {}),
      await ceilingOf(settings, { PLAIN: '1' }),
    ]
    const folder = temporaryFolder()
    // Mail that nobody takes: sending must not notice.
    const nobody = `smtp://127.0.0.1:${await freePort()}`
    const server = await startWithMailAt(nobody, `${folder.path}/down`)
    const { seconds } = settings
    // Once it is ready it gives back what starting took.
    await wait(seconds * 500)
    const idle = residentMbOf(server.pid)
    const many = await pressedBy(server, settings)
    if (many.otherwise > 0) throw new Error(`${many.otherwise} submissions were not taken`)
    const loaded = residentMbOf(server.pid)
    const few = await fewBy(server, settings)
    const journeys = await journeysPerCore(server, settings)
    await server.stop()
    const fewWithMail = await whileMailIsUp(`${folder.path}/up`, settings)
    folder.remove()
    return figuresOf({ ceiling, plain, many, few, fewWithMail, journeys, idle, loaded })
  },
}

type Measured = {
  readonly ceiling: Pressed
  readonly plain: Pressed
  readonly many: { readonly perCoreSecond: number; readonly p99: number }
  readonly few: { readonly p50: number; readonly p99: number }
  readonly fewWithMail: { readonly p50: number; readonly p99: number }
  readonly journeys: number
  readonly idle: number
  readonly loaded: number
}

function figuresOf(measured: Measured): readonly Figure[] {
  const { ceiling, plain, many, few, fewWithMail } = measured
  const group = 'submissions'
  return [
    {
      group,
      name: 'the same rows behind a bare server, encrypted',
      value: ceiling.perCoreSecond,
      unit: 'a core',
      floor: plain.perCoreSecond,
    },
    {
      group,
      name: 'acknowledged, 64 at a time',
      value: many.perCoreSecond,
      unit: 'a core',
      floor: ceiling.perCoreSecond,
      goal: '60 %',
    },
    {
      group,
      name: 'slowest in a hundred of those',
      value: many.p99,
      unit: 'ms',
      floor: ceiling.p99,
      goal: '150 ms',
    },
    { group, name: 'at 50 a second, mail down: half', value: few.p50, unit: 'ms', goal: '15 ms' },
    {
      group,
      name: 'at 50 a second, mail down: 99 in a hundred',
      value: few.p99,
      unit: 'ms',
      goal: '100 ms',
    },
    { group, name: 'the same, mail up: half', value: fewWithMail.p50, unit: 'ms' },
    { group, name: 'the same, mail up: 99 in a hundred', value: fewWithMail.p99, unit: 'ms' },
    {
      group,
      name: 'whole journeys of a young person',
      value: measured.journeys,
      unit: 'a core',
      goal: '80',
    },
    { group, name: 'resident memory, idle', value: measured.idle, unit: 'MB', goal: '150 MB' },
    {
      group,
      name: 'resident memory after that load',
      value: measured.loaded,
      unit: 'MB',
      goal: '250 MB',
    },
  ]
}

async function ceilingOf(
  settings: Settings,
  env: Readonly<Record<string, string>>,
): Promise<Pressed> {
  const floor = await startFloor('durable', env)
  const pressed = await pressedBy(floor, settings)
  floor.stop()
  return pressed
}

function pressedBy(
  on: { readonly url: string; readonly pid: number },
  { seconds, warmth }: Settings,
): Promise<Pressed> {
  const load = { ...on, connections: CONNECTIONS, seconds, status: 201, requestOf: submissionOf }
  return pressWarm(load, warmth)
}

/** Fifty a second, as on a bad day. */
function fewBy(server: RunningServer, { seconds }: Settings): Promise<Pressed> {
  return press({
    ...server,
    connections: 8,
    seconds,
    status: 201,
    pace: 50,
    requestOf: (n) => submissionOf(1e8 + n),
  })
}

/** The same after the same load, with a mail server that takes everything. */
async function whileMailIsUp(dataDir: string, settings: Settings): Promise<Pressed> {
  const sink = await openMailSink()
  const server = await startWithMailAt(sink.url, dataDir)
  await pressedBy(server, settings)
  const few = await fewBy(server, settings)
  await server.stop()
  await sink.close()
  return few
}

/** Every page and every post of the young person's way, eight visitors at a time, each a browser without scripts. */
async function journeysPerCore(
  server: RunningServer,
  { seconds, isShort }: Settings,
): Promise<number> {
  const content = loadContent()
  const journey = journeyAt(content, 'yp')
  const walk = walkWith(content, journey)
  const cpuBefore = coreSecondsOf(server.pid)
  const began = performance.now()
  let done = 0
  const visitor = async () => {
    while (performance.now() - began < seconds * 1000) {
      await walkWithForms(formVisit(server.url), walk)
      done++
    }
  }
  await Promise.all(Array.from({ length: isShort ? 1 : 8 }, visitor))
  return done / (coreSecondsOf(server.pid) - cpuBefore)
}
