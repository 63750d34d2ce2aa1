declare namespace App {
  interface Locals {
    /** Given to every public page. */
    page: import('#api/intake/door.ts').PublicPage
    /** Given to `/choose` alone: shown at `/` where several authorities are served. */
    chooser: import('#api/intake/door.ts').ChooserPage
    /** Given to `/dev/mail` alone. */
    mailbox: import('#api/intake/door.ts').MailboxPage
    /** Given to `/referral` alone: shown behind an advocate's link. */
    referral: import('#api/intake/open-referral.ts').ReferralPage
    /** Given to `/advocate` alone: one case, as its writer lets their advocate see it. */
    advocate: import('#api/messages/advocate-routes.ts').AdvocatePage
    /** Given to every page of the desk; absent elsewhere. */
    desk: import('#api/cases/desk.ts').DeskPage
  }
}

/** What `astro build` makes of `site/adapter/render.ts`; bundled into the server. */
declare module '#pages' {
  export const render: (request: Request, locals: object) => Promise<Response>
  export const hasPage: (request: Request) => boolean
}
