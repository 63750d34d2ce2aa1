import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { readCertificate } from '#api/watch/certificate.ts'
import { instantOf } from '#schema/dates.ts'
import { temporaryFolder } from '#tests/support/server.ts'

const now = () => instantOf(new Date())

/** A server on this machine with a certificate of its own that is good for so many days. */
async function givenCertificate(days: number) {
  const folder = temporaryFolder()
  const [key, cert] = [join(folder.path, 'key.pem'), join(folder.path, 'cert.pem')]
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', cert, '-days', String(days), '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost'],
    ],
    { stdio: 'ignore' },
  )
  const pem = readFileSync(cert, 'utf8')
  const server = createServer({ key: readFileSync(key), cert: pem })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.close()
    folder.remove()
  })
  return { pem, address: `https://localhost:${(server.address() as AddressInfo).port}` }
}

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('a trusted certificate is good until two weeks before its end', async ({ skip }) => {
  skip(!hasOpenssl(), 'needs openssl, to make certificates')
  const long = await givenCertificate(90)
  expect(await readCertificate(long.address, now, long.pem)).toBe('good')
  const short = await givenCertificate(10)
  expect(await readCertificate(short.address, now, short.pem)).toBe('wrong')
})

test('one that nobody trusts is wrong, and an address that cannot be reached says nothing', async ({
  skip,
}) => {
  skip(!hasOpenssl(), 'needs openssl, to make certificates')
  const own = await givenCertificate(90)
  expect(await readCertificate(own.address, now)).toBe('wrong')
  expect(await readCertificate('https://127.0.0.1:1', now)).toBe('unknown')
})
