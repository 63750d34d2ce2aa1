import { Hono } from 'hono'
import { accepts } from 'hono/accepts'
import type { MailboxPage } from '../intake/door.ts'
import type { DevMailbox } from '../mail/dev-mailbox.ts'
import type { AppEnv } from './context.ts'
import { errorResponse } from './errors.ts'
import { isLocal, peerOf } from './network.ts'
import type { Pages } from './public-page.ts'

/**
 * `/dev/mail`: the mail that left nowhere, for whoever sits at this machine. To everybody else, and where
 * mail is really sent, there is no such page.
 */
export function developerRoutes(parts: {
  readonly mailbox: DevMailbox | undefined
  readonly pages: Pages
}): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/dev/mail', async (c) => {
    const { mailbox, pages } = parts
    if (mailbox === undefined || !isLocal(peerOf(c, undefined)))
      return errorResponse(c, 'not-found')
    const kind = accepts(c, {
      header: 'Accept',
      supports: ['application/json', 'text/html'],
      default: 'text/html',
    })
    const mails = mailbox.list()
    if (kind === 'application/json') return c.json({ mails })
    const shown: MailboxPage = {
      mails: mails.map((mail) => ({ ...mail, to: mail.to.join(', ') })),
    }
    const page = await pages.render(new Request(new URL('/dev/mail', c.req.url)), {
      mailbox: shown,
    })
    return c.html(await page.text())
  })
}
