import { readdirSync, readFileSync } from 'node:fs'
import { BankHolidays } from '#schema/authority/bank-holidays.ts'
import { CommonLists, Profile } from '#schema/authority/profile.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'

const content = new URL('../../content/', import.meta.url)

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, content), 'utf8'))
}

export const bankHolidays = BankHolidays.parse(read('bank-holidays.json'))

/** The calendar as it runs, with its one-off days. */
export const england = englandAndWales(bankHolidays)

export const slugs = readdirSync(new URL('authorities/', content)).toSorted()

export function profileOf(slug: string): Profile {
  return Profile.parse(read(`authorities/${slug}/profile.json`))
}

export const profiles = slugs.map(profileOf)

export const commonLists = CommonLists.parse(read('common-lists.json'))
