import { statfs } from 'node:fs/promises'

/** `none`: a submission might not fit. `filling`: it fits, and somebody should make room this week. */
export type Room = 'enough' | 'filling' | 'none'

const MIB = 1024 * 1024
/** Less than both: a small disk may be nearly full with room enough, a large one never. */
const NONE = { bytes: 200 * MIB, share: 0.05 }
const FILLING = { bytes: 2048 * MIB, share: 0.1 }

/** How much room the disk of the data folder has. */
export async function roomIn(dataDir: string): Promise<Room> {
  return roomOf(await statfs(dataDir))
}

/** The same of what the system says: blocks free for us, blocks in all, bytes a block. */
export function roomOf(disk: {
  readonly bavail: number
  readonly blocks: number
  readonly bsize: number
}): Room {
  const isBelow = ({ bytes, share }: typeof NONE) =>
    disk.bavail * disk.bsize <= bytes && disk.bavail <= disk.blocks * share
  if (isBelow(NONE)) return 'none'
  return isBelow(FILLING) ? 'filling' : 'enough'
}
