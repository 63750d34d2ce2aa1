/** As long as fits in one or two lines of a poster. */
export const PLACE_CHARACTERS = 60

/**
 * The name of one home, school or office, as it was typed and stands in the address of the page to print: it is kept
 * nowhere. Undefined when none was given.
 */
export function placeIn(address: URL): string | undefined {
  const typed = address.searchParams.get('place') ?? ''
  const name = typed
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, PLACE_CHARACTERS)
  return name === '' ? undefined : name
}

/** The part of an address that hands the name on to what is printed. */
export function withPlace(name: string | undefined): string {
  return name === undefined ? '' : `?${new URLSearchParams({ place: name })}`
}
