import type { Store } from '#api/store/store.ts'
import { FROM_THE_BEGINNING, verifyPiece, type Worked } from './chain.ts'

/** Of some hundred links each: less than a tenth of a second, and every link of a large chain within a day. */
const PIECES_A_ROUND = 10

type Watched = { readonly worked: Worked; readonly isBroken: boolean }

const watched = new WeakMap<Store, Watched>()

/**
 * Works a piece of the chain out again, and begins anew when it is through. A chain that was found broken stays
 * so until the service is started again: a person has to look. Answers how many links it worked out.
 */
export async function watchChain(store: Store): Promise<number> {
  const before = watched.get(store) ?? { worked: FROM_THE_BEGINNING, isBroken: false }
  let { worked, isBroken } = before
  for (let piece = 0; piece < PIECES_A_ROUND && !isBroken; piece++) {
    const { links, head, broken, isEnd } = await verifyPiece(store, worked)
    isBroken = broken !== undefined
    worked = isEnd ? FROM_THE_BEGINNING : { links, head }
    if (isEnd) break
  }
  watched.set(store, { worked, isBroken })
  return worked.links
}

/** Whether the chain was found broken since the service was started. */
export function isChainBroken(store: Store): boolean {
  return watched.get(store)?.isBroken === true
}
