declare namespace App {
  interface Locals {
    /** Given to every public page. */
    page: import('#api/intake/door.ts').PublicPage
    /** Given to every page of the desk; absent elsewhere. */
    desk: import('#api/cases/desk.ts').DeskPage
  }
}
