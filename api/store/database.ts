import type { Client } from '@libsql/client'
import type { Log } from '#api/log.ts'
import {
  makePatient,
  openImpatientWriter,
  openReader,
  openWriter,
  type Place,
} from './connection.ts'
import { COMMITS_TABLE, WriteQueue } from './write-queue.ts'

/** One database: a queue for writing, a connection for reading. */
export type Database = {
  readonly queue: WriteQueue
  readonly reader: Client
  close(): Promise<void>
}

/** Opens a database and brings its tables up to date before anyone reads or writes. */
export async function openDatabase(
  place: Place,
  log: Log,
  bringUpToDate: (writer: Client) => Promise<unknown>,
): Promise<Database> {
  const writer = await openWriter(place)
  try {
    await writer.batch(COMMITS_TABLE, 'write')
    await bringUpToDate(writer)
    const reader = await openReader(place)
    const queue = new WriteQueue({
      writer,
      reopen: () => openImpatientWriter(place),
      patient: (client) => makePatient(client, place),
      witness: place.kind === 'file' ? reader : undefined,
      log,
    })
    return {
      queue,
      reader,
      async close() {
        await queue.close()
        reader.close()
      },
    }
  } catch (cause) {
    writer.close()
    throw cause
  }
}
