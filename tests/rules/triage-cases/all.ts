import { children } from './children.ts'
import { childrenAtRisk } from './children-at-risk.ts'
import { childrenThanks } from './children-thanks.ts'
import type { Case } from './given.ts'
import { oneAfternoon } from './one-afternoon.ts'
import { oneMorning } from './one-morning.ts'
import { others } from './others.ts'
import { ownRight } from './own-right.ts'
import { ownRightAtRisk } from './own-right-at-risk.ts'
import { ownRightElsewhere } from './own-right-elsewhere.ts'
import { ownRightThanks } from './own-right-thanks.ts'

/** Every labelled letter. */
export const cases: readonly Case[] = [
  ...children,
  ...childrenAtRisk,
  ...childrenThanks,
  ...ownRight,
  ...ownRightAtRisk,
  ...ownRightElsewhere,
  ...ownRightThanks,
  ...others,
  ...oneMorning,
  ...oneAfternoon,
]
