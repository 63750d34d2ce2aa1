import { join } from 'node:path'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { linesTo, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { judged, type Trial, wait } from './trial.ts'

const SIZES = { short: 3, part: 20, full: 100 }

/** Killed while mail is on its way: each arrives, and one that comes again says so by its Message-ID. */
export const mailKill: Trial = {
  name: 'mail-kill',
  plan: 'T8',
  goal: '100 kills while mailing: 0 mails lost; at most 8 twice a kill (those on their way), each with the same Message-ID',
  async run(form, say) {
    const kills = SIZES[form]
    const folder = temporaryFolder()
    const dataDir = join(folder.path, 'data')
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
    const accepted: Sent[] = []
    for (let kill = 1; kill <= kills; kill++) {
      const server = await startServer({ dataDir, env })
      const lines = linesTo(server.url, 4)
      for (let n = 0; n < 4; n++) {
        const { sent } = await lines.submit()
        if (sent !== undefined) accepted.push(sent)
      }
      await wait(Math.random() * 60)
      await server.kill9()
      lines.close()
      if (kill % 20 === 0) say(`${kill} kills, ${sink.mails().length} mails`)
    }
    const server = await startServer({ dataDir, env })
    const isTold = () => {
      const told = new Set(sink.mails().map(({ messageId }) => messageId ?? ''))
      return accepted.filter(({ reference }) => ![...told].some((id) => id.includes(reference)))
    }
    for (let n = 0; n < 600 && isTold().length > 0; n++) await wait(100)
    await wait(500)
    await server.stop()
    await sink.close()
    folder.remove()
    const times = new Map<string, number>()
    for (const { messageId = '' } of sink.mails())
      times.set(messageId, (times.get(messageId) ?? 0) + 1)
    const twice = [...times.values()].filter((count) => count > 1).length
    const more = [...times.values()].reduce((sum, count) => sum + count - 1, 0)
    const untold = isTold().length
    const figure = `${kills} kills, ${accepted.length} accepted: ${untold} mails lost, ${twice} sent again under the same Message-ID (${(more / kills).toFixed(2)} a kill)`
    return judged(figure, [
      untold > 0 && 'a mail is missing',
      more > 8 * kills && 'more came again than were on their way',
    ])
  },
}
