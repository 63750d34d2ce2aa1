import { isOpenOn, teamOf } from '../authority/teams.ts'
import type { ActGiven } from './given.ts'

/** The teams that an officer chooses from, by code: those at work, and those that the case has named already. */
export function teamsToChoose({ profile, state, today }: ActGiven) {
  const points = state.parts.flatMap((part) => part.points)
  const named = [...points, ...state.actions].flatMap(({ service }) => service ?? [])
  const held = new Set(named.map((kept) => teamOf(profile, kept)?.code))
  return profile.services
    .filter((team) => isOpenOn(team, today) || held.has(team.code))
    .map(({ code, label }) => ({ value: code, label }))
}
