import { expect, test } from 'vitest'
import { isLoopback, readEnv } from '#api/env.ts'

test('a fresh machine needs no settings', () => {
  expect(readEnv({})).toMatchObject({
    PORT: 4321,
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://localhost:4321',
    DATA_DIR: './data',
    FLOOD_PER_MINUTE: 600,
    LOG_LEVEL: 'info',
  })
})

test('the public address follows the port where it is not given', () => {
  expect(readEnv({ PORT: '8080' }).PUBLIC_URL).toBe('http://localhost:8080')
})

test('an empty setting counts as absent', () => {
  expect(readEnv({ PORT: '', SMTP_URL: '' })).toEqual(readEnv({}))
})

test('authorities are a list with commas', () => {
  expect(readEnv({ AUTHORITIES: 'coventry, oxfordshire,' }).AUTHORITIES).toEqual([
    'coventry',
    'oxfordshire',
  ])
})

test('every fault is listed at once, and no value with it', () => {
  const secret = 'hunter2-hunter2'
  const read = () =>
    readEnv({
      PORT: 'many',
      SECRET_KEY: secret,
      SMTP_URL: 'http://x',
      MAIL_FROM: 'nobody',
      LOG_LEVEL: 'loud',
    })
  expect(read).toThrow(/PORT.*\n.*SECRET_KEY.*\n.*SMTP_URL.*\n.*MAIL_FROM.*\n.*LOG_LEVEL/s)
  expect(read).not.toThrow(secret)
})

test('a public address elsewhere needs a mail server', () => {
  const PUBLIC_URL = 'https://complaints.example.org'
  expect(() => readEnv({ PUBLIC_URL })).toThrow('SMTP_URL')
  expect(readEnv({ PUBLIC_URL, SMTP_URL: 'smtp://mail.example.org' }).PUBLIC_URL).toBe(PUBLIC_URL)
})

test('mail comes from a neutral address at the public host', () => {
  expect(readEnv({}).MAIL_FROM).toBe('messages@earshot.example')
  const elsewhere = { PUBLIC_URL: 'https://voice.example.org', SMTP_URL: 'smtp://mail.example.org' }
  expect(readEnv(elsewhere).MAIL_FROM).toBe('messages@voice.example.org')
})

test('the master key is given once', () => {
  const SECRET_KEY = Buffer.alloc(32).toString('base64url')
  expect(readEnv({ SECRET_KEY }).SECRET_KEY).toBe(SECRET_KEY)
  expect(() => readEnv({ SECRET_KEY, SECRET_KEY_FILE: '/run/key' })).toThrow('not both')
})

test('sign-in by OpenID Connect is configured whole or not at all', () => {
  expect(() => readEnv({ OIDC_ISSUER: 'https://id.example.org' })).toThrow('OIDC_CLIENT_SECRET')
})

test('groups of the council’s sign-in are read, and a role that is none of ours is named', () => {
  const OIDC_ROLES = 'officer=Complaints team; coventry/admin=Desk admins'
  expect(readEnv({ OIDC_ROLES }).OIDC_ROLES).toEqual([
    { role: 'officer', group: 'Complaints team' },
    { role: 'admin', group: 'Desk admins', authority: 'coventry' },
  ])
  expect(() => readEnv({ OIDC_ROLES: 'boss=Everybody' })).toThrow('OIDC_ROLES: needs ROLE=GROUP')
})

test.each([
  ['http://localhost:4321', true],
  ['http://127.0.0.1:4321', true],
  ['http://[::1]:4321', true],
  ['https://complaints.example.org', false],
  ['http://localhost.example.org', false],
])('%s reaches this machine alone: %s', (url, expected) => {
  expect(isLoopback(url)).toBe(expected)
})

test('practice mails nobody, so it needs no mail server and uses none', () => {
  const PUBLIC_URL = 'https://practice.example.org'
  expect(readEnv({ PUBLIC_URL, PRACTICE: 'yes' }).SMTP_URL).toBeUndefined()
  const named = readEnv({ PRACTICE: 'yes', SMTP_URL: 'smtp://mail.example.org' })
  expect(named.SMTP_URL).toBeUndefined()
  expect(() => readEnv({ PRACTICE: 'yes', DATABASE_URL: 'http://db.example.org' })).toThrow(
    'PRACTICE',
  )
})
