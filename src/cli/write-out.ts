import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

/**
 * Writes pieces to a stream that stays open, no faster than its reader reads. Returns false if the reader has left,
 * which is not a failure.
 */
export const writeOut = async (
  stream: Writable,
  chunks: AsyncIterable<string | Uint8Array>,
): Promise<boolean> => {
  // Settles when the reader has left; until then the stream has no end.
  const gone = finished(stream).then(
    () => true,
    () => true,
  )
  for await (const chunk of chunks) {
    if (stream.destroyed || stream.errored) return false
    if (stream.write(chunk)) continue
    const drained = new Promise<boolean>((resolve) => stream.once('drain', () => resolve(false)))
    if (await Promise.race([drained, gone])) return false
  }
  return true
}
