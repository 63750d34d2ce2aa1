import { afterEach, beforeEach, expect, vi } from 'vitest'

/** A stray line on the error stream is a fault nobody asked about: the test it came from fails. */
const heard: string[] = []

beforeEach(() => {
  heard.length = 0
  vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => {
    heard.push(parts.map(String).join(' '))
  })
})

afterEach(() => {
  expect(heard, 'console.error was called').toEqual([])
})
