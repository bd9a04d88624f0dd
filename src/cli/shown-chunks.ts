import { visible } from '../contract/visible.ts'

/**
 * A file in a form that is safe for a terminal: lines stay lines, and everything else that a terminal would obey is
 * spelled out. A pipe gets the file itself.
 */
export async function* shownChunks(
  chunks: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder()
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    yield text.split('\n').map(visible).join('\n')
  }
}
