import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take a minute or more on two cores, the longest first. */
const LONG = [
  'journeys/telling-us',
  'crash/trials',
  'journeys/casework',
  'accessibility/journeys',
  'accessibility/languages',
  'journeys/desk',
  'accessibility/desk',
  'accessibility/pages',
  'crash/kill9',
  'weight/weight',
]

/** Begins with what takes longest, so that no core waits for another at the end. A new long file belongs in the list. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`))
      return place === -1 ? LONG.length : place
    }
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}
