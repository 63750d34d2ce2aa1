import type { Content } from './index.ts'

/** The same content for a place of practice: each authority's pages say that everything in it is invented. */
export function forPractice(content: Content): Content {
  const authorities = new Map(
    [...content.authorities].map(([slug, profile]) => [
      slug,
      { ...profile, practice: true as const },
    ]),
  )
  return { ...content, authorities }
}
