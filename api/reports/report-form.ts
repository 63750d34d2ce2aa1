import { z } from 'zod'
import type { Profile } from '#schema/authority/profile.ts'
import type { Words } from '#schema/words/messages.ts'
import { csvForm } from './csv-form.ts'
import { htmlForm } from './html-form.ts'
import type { MadeReport } from './make-report.ts'
import { pdfForm } from './pdf-form.ts'
import { xlsxForm } from './xlsx-form.ts'

/** The forms that a report comes in. */
export const ReportFormat = z.enum(['json', 'csv', 'html', 'xlsx', 'pdf'])
export type ReportFormat = z.infer<typeof ReportFormat>

export type FormOf = MadeReport & { readonly profile: Profile; readonly words: Words }

/** A report in one form, as bytes. Undefined for a PDF without a browser, or one that could not print it. */
export async function reportForm(
  format: ReportFormat,
  of: FormOf,
  browser: string | undefined,
): Promise<Buffer | undefined> {
  switch (format) {
    case 'json':
      return Buffer.from(`${JSON.stringify(of.report, null, 2)}\n`)
    case 'csv':
      return Buffer.from(csvForm(of.report))
    case 'html':
      return Buffer.from(htmlForm(of))
    case 'xlsx':
      return xlsxForm(of)
    case 'pdf':
      return browser === undefined ? undefined : pdfForm(htmlForm(of), browser)
  }
}
