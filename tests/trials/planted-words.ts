import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { masterKeyPath, readMasterKey } from '#api/store/master-key.ts'
import { markersIn } from '#tests/api/forgetting/found-in.ts'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { ask, formVisit } from '#tests/support/wire.ts'
import { linesTo, newKey } from './sending.ts'
import { startServer } from './serve.ts'
import { judged, type Trial } from './trial.ts'

const SIZES = { short: 20, part: 300, full: 1000 }

/** Words, names, codes and addresses are planted everywhere; none may stand in what the service prints or keeps in the clear. */
export const plantedWords: Trial = {
  name: 'planted-words',
  plan: 'T34',
  goal: '50 planted words over every route and its faults: 0 in the log at its loudest, in mails, or in any file of the data folder',
  async run(form) {
    const folder = temporaryFolder()
    const dataDir = join(folder.path, 'data')
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'debug', TRUSTED_PROXY: '127.0.0.1' }
    const server = await startServer({ dataDir, env })
    const marks = Array.from({ length: 50 }, () => `Zq${randomBytes(6).toString('hex')}`)
    const [story = '', name = '', phone = '', place = '', code = ''] = marks
    const lines = linesTo(server.url, 4)
    const answers = {
      story: `${story} ${marks.slice(5).join(' ')}`,
      name,
      contact: { kind: 'phone', value: phone, safe_note: place },
      alert: { kind: 'email', value: `${place}@example.org` },
    }
    const codes: string[] = []
    const statuses = new Set<number>()
    for (let n = 0; n < SIZES[form]; n++) {
      const { answered, sent } = await lines.submit(newKey(), answers)
      statuses.add(answered.status)
      if (sent !== undefined) codes.push(sent.code, sent.code.replaceAll('-', ''))
      const mark = marks[n % marks.length] ?? ''
      const wrongs = [
        lines.post('/api/submissions', `{"authority":"coventry","${mark}":1}`),
        lines.post('/api/triage', JSON.stringify({ facts: { who: mark }, text: mark })),
        lines.post('/api/way-back', JSON.stringify({ authority: 'coventry', code })),
        lines.post('/api/submissions', `{"${mark}`),
        lines.post('/api/attachments', mark, 'multipart/form-data'),
        lines.post('/yp/3', `story=${mark}&answer=${mark}`, 'application/x-www-form-urlencoded'),
        lines.post('/officer/sign-in', `email=${mark}`, 'application/x-www-form-urlencoded'),
      ]
      for (const { status } of await Promise.all(wrongs)) statuses.add(status)
      const address = { headers: { 'X-Forwarded-For': '198.51.100.77', 'User-Agent': mark } }
      const paths = [`/${mark}`, `/way-back/${mark}`, `/officer/link?key=${mark}`]
      for (const path of paths) statuses.add((await ask(`${server.url}${path}`, address)).status)
    }
    const visit = formVisit(server.url)
    await visit.open('/yp')
    await visit.send('/yp/1', { answer: name, story })
    lines.close()
    await server.stop()
    await sink.close()
    const printed = server.printed()
    const mails = sink.mails().map(({ subject, text, html }) => `${subject} ${text} ${html}`)
    const files = readdirSync(dataDir, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    const planted = [...marks, ...codes, '198.51.100.77', '127.0.0.1']
    const inLog = planted.filter((mark) => printed.includes(mark)).length
    const inMail = [...marks, ...codes].filter((mark) => mails.some((mail) => mail.includes(mark)))
    const masterKey = readMasterKey({ dataDir, secretKeyFile: masterKeyPath(dataDir) })
    const addresses = await markersIn(dataDir, ['198.51.100.77', '127.0.0.1'], masterKey)
    const inFiles = planted.filter((mark) => files.some((bytes) => bytes.includes(mark)))
    folder.remove()
    const figure = `${planted.length} planted, ${printed.split('\n').length} lines at the loudest, ${mails.length} mails, ${files.length} files, statuses ${[...statuses].sort().join(' ')}: ${inLog} in the log, ${inMail.length} in mails, ${inFiles.length} in files; network addresses in the opened databases: ${addresses.length}`
    return judged(figure, [
      inLog > 0 && 'a planted word was printed',
      inMail.length > 0 && 'a planted word was mailed',
      inFiles.length > 0 && 'a planted word lies in the clear',
      addresses.length > 0 && `a network address is kept: ${addresses[0]}`,
      statuses.has(500) && 'a fault was met',
      printed.split('\n').length < 20 && 'nothing was printed: the trial sees nothing',
    ])
  },
}
