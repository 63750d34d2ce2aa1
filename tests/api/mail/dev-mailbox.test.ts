import { expect, test } from 'vitest'
import { openDevMailbox } from '#api/mail/dev-mailbox.ts'
import { MailAddress } from '#api/mail/mail.ts'
import { smtpTransport } from '#api/mail/transport.ts'
import { NINE_ON_MONDAY } from '#tests/support/store.ts'

const FROM = MailAddress.parse('complaints@example.org')

test('without a mail server a developer reads the mail that went over SMTP, newest first', async () => {
  const mailbox = await openDevMailbox()
  const transport = smtpTransport({ url: mailbox.url, from: FROM })
  const to = MailAddress.parse('inbox@example.org')
  for (const subject of ['Reference ABCD2345', 'Reference WXYZ6789']) {
    await transport.send(
      { to, subject, text: 'Öffnen – افتح\n' },
      `<${subject.slice(-8)}@x>`,
      NINE_ON_MONDAY,
    )
  }
  expect(mailbox.list()).toEqual([
    {
      messageId: '<WXYZ6789@x>',
      at: NINE_ON_MONDAY,
      from: FROM,
      to: [to],
      subject: 'Reference WXYZ6789',
      text: 'Öffnen – افتح\n',
    },
    expect.objectContaining({ subject: 'Reference ABCD2345' }),
  ])
  await mailbox.close()
})

test('the mailbox forgets the oldest mail beyond two hundred', async () => {
  const mailbox = await openDevMailbox()
  const transport = smtpTransport({ url: mailbox.url, from: FROM })
  const to = MailAddress.parse('inbox@example.org')
  const send = (n: number) =>
    transport.send({ to, subject: `Reference ${n}`, text: '.' }, `<${n}@x>`, NINE_ON_MONDAY)
  for (const first of [0, 1, 2]) await send(first)
  await Promise.all(Array.from({ length: 200 }, (_, n) => send(n + 3)))
  expect(mailbox.list()).toHaveLength(200)
  expect(mailbox.list().map((mail) => mail.subject)).not.toContain('Reference 2')
  await mailbox.close()
})
