declare namespace App {
  interface Locals {
    hello?: string
  }
}
