import { describe, expect, test } from 'vitest'
import { readEventData } from '../../src/renderer/client/event-stream.ts'

const streamOf = (...chunks: readonly string[]) =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
      controller.close()
    },
  })

const readAll = async (stream: ReadableStream<Uint8Array>) => {
  const all: string[] = []
  for await (const data of readEventData(stream)) all.push(data)
  return all
}

describe('server-sent events', () => {
  test('yield the data of each event, however the bytes were cut', async () => {
    expect(await readAll(streamOf('da', 'ta: {"a"', ':1}\n', '\ndata: 2\n\n'))).toEqual(['{"a":1}', '2'])
  })

  test('yield nothing for comments', async () => {
    expect(await readAll(streamOf(': still here\n\n', 'data: 1\n\n'))).toEqual(['1'])
  })

  test('join several data lines and accept CRLF', async () => {
    expect(await readAll(streamOf('data: a\r\ndata:b\r\n\r\n'))).toEqual(['a\nb'])
  })

  test('leave out an event that the end of the stream cut off', async () => {
    expect(await readAll(streamOf('data: 1\n\ndata: 2\n'))).toEqual(['1'])
  })

  test('report every byte, so that a silent stream can be given up', async () => {
    let touched = 0
    for await (const _ of readEventData(streamOf(': a\n\n', ': b\n\n'), () => touched++)) expect.unreachable()
    expect(touched).toBe(2)
  })
})
