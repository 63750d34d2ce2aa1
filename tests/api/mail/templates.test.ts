import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { Mail, MailAddress, mailAddress } from '#api/mail/mail.ts'
import {
  advocateReferral,
  blindAlert,
  digest,
  inboxNotice,
  signInLink,
  urgentNotice,
} from '#api/mail/templates.ts'
import { ContentFaults } from '#content/faults.ts'
import { readWords, wordsOf } from '#content/words.ts'

const words = wordsOf(
  { tag: 'en', name: 'English', direction: 'ltr', checked: null, offered: true },
  readWords('content', 'words/en', new ContentFaults()),
)
const to = MailAddress.parse('inbox@example.org')
const notice = {
  to,
  reference: 'ABCD2345',
  category: 'statutory',
  dueOn: '7 December 2026',
  link: 'https://coventry.example.org/officer/cases/ABCD2345',
} as const

test('the notice to an inbox holds a reference, a category, a day and a link', () => {
  const mail = inboxNotice(words, notice)
  expect(mail.subject).toBe('Reference ABCD2345')
  for (const part of ['ABCD2345', 'Statutory complaint', notice.dueOn, notice.link]) {
    expect(mail.text).toContain(part)
  }
})

test('an urgent notice says by when someone is to be reached', () => {
  const mail = urgentNotice(words, { ...notice, urgentBy: '10:00 today' })
  expect(mail.subject).toContain('Urgent')
  expect(mail.text).toContain('10:00 today')
})

test('the referral to an advocate holds a reference, a day and a link, and none of the words', () => {
  const link = 'https://coventry.example.org/referral/one-time'
  const mail = advocateReferral(words, {
    to,
    council: 'Coventry',
    reference: 'ABCD2345',
    dateAdvocate: '25 November 2026',
    opensUntil: '5 December 2026',
    link,
  })
  expect(mail.subject).toBe('Reference ABCD2345')
  for (const part of ['Coventry', '25 November 2026', '5 December 2026', link])
    expect(mail.text).toContain(part)
})

test('the alert to a writer tells whoever looks on nothing: no council, no reference, no link', () => {
  const mail = blindAlert(words, { to })
  expect(`${mail.subject}\n${mail.text}`).not.toMatch(/complain|council|http|[A-Z0-9]{8}/i)
})

test('every mail of the desk can be written', () => {
  const link = 'https://coventry.example.org/officer'
  expect(signInLink(words, { to, council: 'Coventry', link }).text).toContain(link)
  expect(digest(words, { to, count: 812, link }).text).toContain('812')
})

test.each([
  ['a second header', 'a@example.org\r\nBcc: everyone@example.org'],
  ['two addresses', 'a@example.org,b@example.org'],
  ['a name with an address', 'Sam <a@example.org>'],
  ['another name inside', '"a@example.org" <b@example.org>'],
  ['nothing', ''],
  ['a phone number', '07700 900123'],
  ['ten thousand letters', `${'a'.repeat(10_000)}@example.org`],
])('%s is no address that we send to', (_, typed) => {
  expect(mailAddress(typed)).toBeUndefined()
})

test('an address is taken as typed but for the blanks around it', () => {
  expect(mailAddress(' sam@example.org ')).toBe('sam@example.org')
})

test('no subject that passes can begin another header', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
      const mail = Mail.safeParse({ to, subject: text, text: '' })
      if (!mail.success) return
      const { headers } = await PostalMime.parse(`Subject: ${mail.data.subject}\nX-End: 1\n\n`)
      expect(headers.map((header) => header.key)).toEqual(['subject', 'x-end'])
    }),
  )
})
