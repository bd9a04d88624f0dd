import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How many requests can wait on one connection. Browsers send one at a time. */
const mostWaiting = 16

interface Line {
  readonly waiting: (() => void)[]
  isBusy: boolean
}

/**
 * Answers a connection's requests one after another, each after the previous answer was sent. Node would handle all
 * at once, and keep every answer in memory for a client that reads none. A client that sends too many ahead is cut
 * off.
 */
export const createTurns = (): ((
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => void,
) => void) => {
  const lines = new WeakMap<Socket, Line>()
  const next = (line: Line): void => {
    const action = line.waiting.shift()
    line.isBusy = action !== undefined
    action?.()
  }
  return ({ socket }, response, answer) => {
    const line = lines.get(socket) ?? { waiting: [], isBusy: false }
    lines.set(socket, line)
    if (line.waiting.length >= mostWaiting) return void socket.destroy()
    line.waiting.push(() => {
      response.once('close', () => next(line))
      // The client is gone.
      if (socket.destroyed) next(line)
      else answer()
    })
    if (!line.isBusy) next(line)
  }
}
