export { advocateOn, type Dates, datesFor, firstLimitOf, promisedOn } from './promises.ts'
