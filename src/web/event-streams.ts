import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Frame } from '../contract/events.ts'
import type { MonitorClient } from '../contract/monitor.ts'
import { replyRefused } from './reply.ts'

export interface StreamLimits {
  /** How often a stream says that it lives, in milliseconds. */
  readonly heartbeat: number
  /** How many bytes may wait for a slow reader before it is dropped. It reads anew and asks for a snapshot. */
  readonly buffer: number
  /** How many streams may be open at once. */
  readonly streams: number
}

const streamLimits: StreamLimits = { heartbeat: 15_000, buffer: 1024 * 1024, streams: 32 }

export interface EventStreams {
  /** Answers `GET /api/events` with frames as server-sent events, until the reader goes or `close` is called. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  /** Ends every open stream. */
  readonly close: () => void
}

export const createEventStreams = (
  engine: MonitorClient,
  limits: StreamLimits = streamLimits,
): EventStreams => {
  const open = new Set<ServerResponse>()

  const handle: EventStreams['handle'] = (request, response) => {
    if (request.method !== 'GET') {
      response.setHeader('Allow', 'GET')
      return replyRefused(response, 405, 'events', 'they are read by GET')
    }
    if (open.size >= limits.streams) return replyRefused(response, 503, 'events', 'too many readers')
    open.add(response)
    const write = (text: string): void => {
      if (response.destroyed || response.writableEnded) return
      if (response.writableLength > limits.buffer) response.destroy()
      else response.write(text)
    }
    // Listening begins before the reader learns that it is connected: the snapshot it then asks for leaves no gap.
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
      // Nothing else will be asked on this connection; so it ends with the stream.
      Connection: 'close',
    })
    write(': connected\n\n')
  }

  return { handle, close: () => open.forEach((response) => response.end()) }
}

const asEvent = (frame: Frame): string => `id: ${frame.seq}\ndata: ${JSON.stringify(frame)}\n\n`
