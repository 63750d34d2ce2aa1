import { expect, test } from 'vitest'
import { createTally } from '#api/http/tally.ts'
import { clockAt } from '#tests/support/app.ts'

const given = () => {
  const clock = clockAt()
  return { clock, tally: createTally(clock, { most: 3, minutes: 15 }) }
}

test('three are taken and the fourth is not, until the time from the first one is over', () => {
  const { clock, tally } = given()
  expect([1, 2, 3, 4].map(() => tally.take('a school'))).toEqual([true, true, true, false])
  clock.forward(14)
  expect(tally.take('a school')).toBe(false)
  clock.forward(1)
  expect(tally.take('a school')).toBe(true)
})

test('whoever goes on all the same does not wait longer', () => {
  const { clock, tally } = given()
  for (let minute = 0; minute < 15; minute++) {
    tally.note('a school')
    clock.forward(1)
  }
  expect(tally.isFull('a school')).toBe(false)
})

test('what one does is not counted to another', () => {
  const { tally } = given()
  for (let n = 0; n < 9; n++) tally.note('a school')
  expect(tally.isFull('a home')).toBe(false)
})

test('what was right after all is given back', () => {
  const { tally } = given()
  for (let n = 0; n < 9; n++) {
    expect(tally.take('a school')).toBe(true)
    tally.giveBack('a school')
  }
})

test('a flood of others is remembered in so much memory and no more: the oldest is forgotten', () => {
  const { tally } = given()
  for (let n = 0; n < 3; n++) tally.note('the first')
  for (let n = 0; n < 10_000; n++) tally.note(`network ${n}`)
  expect(tally.isFull('the first')).toBe(false)
})
