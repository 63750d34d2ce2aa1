import { readFileSync, writeFileSync } from 'node:fs'

const PAPER = 'docs/operate/scale.md'

/** Puts a text into the paper, between the two marks of its name, in place of what stood there. */
export function putIntoPaper(name: string, text: string): void {
  const [from, to] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
  const paper = readFileSync(PAPER, 'utf8')
  const [begin, end] = [paper.indexOf(from), paper.indexOf(to)]
  if (begin === -1 || end < begin) throw new Error(`${PAPER}: the marks of ${name} are not there`)
  writeFileSync(PAPER, `${paper.slice(0, begin)}${from}\n\n${text}\n\n${paper.slice(end)}`)
}
