import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Frame } from '../contract/events.ts'
import type { MonitorClient } from '../contract/monitor.ts'
import { digest, isSame } from './access.ts'
import { replyRefused } from './reply.ts'

export interface StreamLimits {
  /** The interval of heartbeats on a stream, in milliseconds. */
  readonly heartbeat: number
  /** How many bytes may wait for a slow reader before it is dropped. It reconnects and asks for a snapshot. */
  readonly buffer: number
  /** How many streams can be open at once. */
  readonly streams: number
}

const streamLimits: StreamLimits = { heartbeat: 15_000, buffer: 1024 * 1024, streams: 32 }

export interface EventStreams {
  /**
   * Answers `GET /api/events` with frames as server-sent events, until the reader leaves or is shut out, or `close`
   * is called.
   */
  readonly handle: (request: IncomingMessage, response: ServerResponse, token: string) => void
  /** Ends the streams of one reader, by its token's digest. */
  readonly shut: (token: Buffer) => void
  /** Ends every open stream. */
  readonly close: () => void
}

export const createEventStreams = (
  engine: MonitorClient,
  limits: StreamLimits = streamLimits,
): EventStreams => {
  /** The digest of the token that each was opened with. */
  const open = new Map<ServerResponse, Buffer>()

  const handle: EventStreams['handle'] = (request, response, token) => {
    if (request.method !== 'GET') {
      response.setHeader('Allow', 'GET')
      return replyRefused(response, 405, 'events', 'they are read by GET')
    }
    if (open.size >= limits.streams) return replyRefused(response, 503, 'events', 'too many readers')
    open.set(response, digest(token))
    const write = (text: string): void => {
      if (response.destroyed || response.writableEnded) return
      if (response.writableLength > limits.buffer) response.destroy()
      else response.write(text)
    }
    // Listening begins before the reader learns that it is connected: the snapshot that it then asks for leaves no gap.
    const stopListening = engine.listen((frame) => write(asEvent(frame)))
    const heartbeat = setInterval(() => write(': still here\n\n'), limits.heartbeat)
    response.on('close', () => {
      stopListening()
      clearInterval(heartbeat)
      open.delete(response)
    })
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // No more requests come on this connection, so it ends with the stream.
      Connection: 'close',
    })
    write(': connected\n\n')
  }

  const endWhere = (isMeant: (token: Buffer) => boolean): void => {
    for (const [response, token] of open) if (isMeant(token)) response.end()
  }
  return {
    handle,
    shut: (shut) => endWhere((token) => isSame(token, shut)),
    close: () => endWhere(() => true),
  }
}

const asEvent = (frame: Frame): string => `id: ${frame.seq}\ndata: ${JSON.stringify(frame)}\n\n`
