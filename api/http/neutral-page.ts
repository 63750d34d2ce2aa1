/** Where leaving leads: a page that anybody might have open. */
export const NEUTRAL_PAGE = 'https://www.bbc.co.uk/weather'
