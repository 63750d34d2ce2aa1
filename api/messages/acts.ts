import { z } from 'zod'
import type { DraftAnswers } from '#schema/form/journey.ts'
import { Reach } from '#schema/form/submission.ts'
import { givenList } from '#schema/rules/form/journey.ts'
import { AdvocateAnswer, AdvocateShare, type Audience } from '#schema/vocabulary.ts'

/** What a writer may do on coming back. Words are the writer's own. */
export type Act =
  | { readonly kind: 'message' | 'unsafe' | 'not-happy' | 'to-advocate'; readonly text: string }
  | { readonly kind: 'statement-agree' | 'statement-change'; readonly text: string }
  | { readonly kind: 'stop'; readonly choice: string; readonly text: string }
  | { readonly kind: 'feedback'; readonly choice: string; readonly text: string }
  | {
      readonly kind: 'put-right'
      readonly answer: 'yes' | 'partly' | 'no'
      readonly text: string
    }
  | { readonly kind: 'data'; readonly wish: 'see' | 'delete'; readonly text: string }
  | { readonly kind: 'alert'; readonly email: string | undefined }
  | {
      readonly kind: 'advocate'
      readonly answer: AdvocateAnswer
      readonly share: AdvocateShare
      readonly mayAct: boolean
      readonly reach: Reach | undefined
    }
  | { readonly kind: 'allow'; readonly share: AdvocateShare; readonly mayAct: boolean }
  | { readonly kind: 'end-advocate' }
export type ActOf<K extends Act['kind']> = Extract<Act, { kind: K }>

/** The acts that have a page of their own, and the question on it. */
export const ACT_PAGES = {
  'not-happy': { young: 'yp-not-happy', adult: 'a-not-happy' },
  'put-right': { young: 'yp-put-right', adult: 'a-put-right' },
  stop: { young: 'yp-stop', adult: 'a-stop' },
  feedback: { young: 'yp-feedback', adult: 'a-feedback' },
  data: { young: 'yp-data', adult: 'a-data' },
  alert: { young: 'yp-alert', adult: 'a-alert' },
  advocate: { young: 'yp-advocate-now', adult: 'a-advocate-now' },
  allow: { young: 'yp-advocate-allow', adult: 'a-advocate-allow' },
  'to-advocate': { young: 'yp-to-advocate', adult: 'a-to-advocate' },
} as const satisfies Record<string, Record<Audience, string>>
export type ActPage = keyof typeof ACT_PAGES

export function isActPage(name: string): name is ActPage {
  return Object.hasOwn(ACT_PAGES, name)
}

/** What the answers of an act's page come to. They have no faults: ask `faultsOf` before. */
export function actOf(page: ActPage, given: DraftAnswers[string]): Act {
  const said = (field: string) => givenList(given[field]).join('\n')
  const yes = (field: string) => said(field) === 'yes'
  switch (page) {
    case 'not-happy':
      return { kind: 'not-happy', text: said('why') }
    case 'to-advocate':
      return { kind: 'to-advocate', text: said('message') }
    case 'stop':
      return { kind: 'stop', choice: said('answer') || 'rather-not-say', text: '' }
    case 'feedback':
      return { kind: 'feedback', choice: said('answer'), text: said('better') }
    case 'put-right': {
      const answer = z.enum(['yes', 'partly', 'no']).parse(said('answer'))
      return { kind: 'put-right', answer, text: said('why') }
    }
    case 'data':
      return { kind: 'data', wish: z.enum(['see', 'delete']).parse(said('answer')), text: '' }
    case 'alert':
      return { kind: 'alert', email: said('email').trim() || undefined }
    case 'advocate':
      return {
        kind: 'advocate',
        answer: AdvocateAnswer.parse(said('answer')),
        share: AdvocateShare.parse(said('share') || 'contact'),
        mayAct: yes('may'),
        reach: reachOf(said),
      }
    case 'allow':
      if (said('answer') === 'end') return { kind: 'end-advocate' }
      return {
        kind: 'allow',
        share: AdvocateShare.parse(said('answer')),
        mayAct: yes('may'),
      }
  }
}

function reachOf(said: (field: string) => string): Reach | undefined {
  const kind = said('reach')
  if (kind === '') return undefined
  const value = said('value').trim()
  return Reach.parse({ kind, ...(value !== '' && { value }) })
}
