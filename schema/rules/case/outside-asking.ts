import type { EnquiryAgreed, EnquiryFrom, EventOf } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import { assertNever } from '../../errors.ts'

/** What an ombudsman asks us to do, and when it was done. */
type OmbudsmanRemedy = {
  readonly remedy: number
  readonly agreedOn: LocalDate
  readonly dueOn: LocalDate
  readonly doneOn: LocalDate | null
}

/** One case of the ombudsman about this one, under their own reference. */
type OmbudsmanEnquiry = {
  readonly enquiry: number
  readonly ref: string
  readonly receivedOn: LocalDate
  /** By when they want to hear from us; null where they only told us of it. */
  readonly dueOn: LocalDate | null
  readonly answeredOn: LocalDate | null
  readonly decided: {
    readonly on: LocalDate
    readonly decision: string
    readonly upheld: boolean | null
  } | null
  readonly remedies: readonly OmbudsmanRemedy[]
}

/** Somebody elected who asks on the writer's behalf. */
type Enquiry = {
  readonly enquiry: number
  readonly from: EnquiryFrom
  readonly receivedOn: LocalDate
  readonly dueOn: LocalDate
  readonly agreed: EnquiryAgreed
  readonly answeredOn: LocalDate | null
}

export type AskedFromOutside = {
  readonly ombudsman: readonly OmbudsmanEnquiry[]
  readonly enquiries: readonly Enquiry[]
}

export const NOBODY_ASKED: AskedFromOutside = { ombudsman: [], enquiries: [] }

export type OutsideEvent = EventOf<
  | 'ombudsman-received'
  | 'ombudsman-answered'
  | 'ombudsman-decided'
  | 'ombudsman-remedy'
  | 'ombudsman-remedy-done'
  | 'enquiry-received'
  | 'enquiry-answered'
>

/** Who asks from outside, after one more event. */
export function afterOutside<Of extends AskedFromOutside>(asked: Of, event: OutsideEvent): Of {
  const { on } = event
  const onEnquiry = (change: (one: OmbudsmanEnquiry) => Partial<OmbudsmanEnquiry>): Of => ({
    ...asked,
    ombudsman: asked.ombudsman.map((one) =>
      one.enquiry === event.data.enquiry ? { ...one, ...change(one) } : one,
    ),
  })
  switch (event.kind) {
    case 'ombudsman-received': {
      const none = { answeredOn: null, decided: null, remedies: [] }
      const received = { ...event.data, ...none, receivedOn: on }
      return { ...asked, ombudsman: [...asked.ombudsman, received] }
    }
    case 'ombudsman-answered':
      return onEnquiry(() => ({ answeredOn: on }))
    case 'ombudsman-decided': {
      const { decision, upheld } = event.data
      return onEnquiry(() => ({ decided: { on, decision, upheld } }))
    }
    case 'ombudsman-remedy': {
      const { remedy, dueOn } = event.data
      return onEnquiry(({ remedies }) => ({
        remedies: [...remedies, { remedy, agreedOn: on, dueOn, doneOn: null }],
      }))
    }
    case 'ombudsman-remedy-done':
      return onEnquiry(({ remedies }) => ({
        remedies: remedies.map((one) =>
          one.remedy === event.data.remedy ? { ...one, doneOn: on } : one,
        ),
      }))
    case 'enquiry-received': {
      const agreed = event.data.agreed ?? 'not-yet'
      const received = { ...event.data, agreed, receivedOn: on, answeredOn: null }
      return { ...asked, enquiries: [...asked.enquiries, received] }
    }
    case 'enquiry-answered':
      return {
        ...asked,
        enquiries: asked.enquiries.map((one) =>
          one.enquiry === event.data.enquiry ? { ...one, answeredOn: on } : one,
        ),
      }
    default:
      return assertNever(event)
  }
}
