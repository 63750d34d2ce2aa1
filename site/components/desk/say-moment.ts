/** Days and moments as every page of the desk shows them. */
export { sayMoment, sayShortDay } from '#schema/desk-days.ts'
