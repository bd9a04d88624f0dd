import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** How the proxy treats bytes from now on. */
export type Manner =
  | { readonly kind: 'pass' }
  /** A delay for every piece in both directions, in milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Every piece is split into pieces of this many bytes. */
  | { readonly kind: 'slice'; readonly bytes: number }
  /** Connections are accepted and stay open, but nothing arrives. A connection from this time stays lost. */
  | { readonly kind: 'black-hole' }
  /** Connections are closed as soon as they are made. */
  | { readonly kind: 'refuse' }

/** The answer to lose: the request contains one text, and its answer, which never arrives, the other. */
export interface LostReply {
  readonly request: string
  readonly reply: string
  readonly times: number
}

/** A TCP proxy on 127.0.0.1 that can fail as networks do. */
export interface TcpProxy {
  readonly port: number
  /** Where new connections go from now on, as after a restart on another port. */
  readonly aimAt: (port: number) => void
  readonly become: (manner: Manner) => void
  /** Breaks every connection with a reset; returns how many. */
  readonly reset: () => number
  /**
   * The next `times` requests that match reach the server and run, but the connection breaks when the server answers,
   * before a byte of the answer has passed. `lost` counts.
   */
  readonly loseReplies: (plan: LostReply) => void
  readonly lost: () => number
  readonly close: () => Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
  /** The request whose answer is to be lost has passed. */
  marked: boolean
  /** Was in a black hole: nothing passes any more. */
  dead: boolean
}

export const startTcpProxy = async (target: number): Promise<TcpProxy> => {
  let aim = target
  let manner: Manner = { kind: 'pass' }
  let plan: LostReply | null = null
  let planned = 0
  let lost = 0
  const pairs = new Set<Pair>()
  const strays = new Set<Socket>()

  const toServer = (pair: Pair, chunk: Buffer): boolean => {
    if (plan !== null && planned > 0 && chunk.includes(plan.request)) pair.marked = true
    return true
  }

  const toClient = (pair: Pair, chunk: Buffer): boolean => {
    if (!pair.marked || plan === null || planned === 0 || !chunk.includes(plan.reply)) return true
    planned -= 1
    lost += 1
    pair.client.resetAndDestroy()
    pair.server.destroy()
    return false
  }

  const carry = (
    from: Socket,
    to: Socket,
    pair: Pair,
    look: (pair: Pair, chunk: Buffer) => boolean,
  ): void => {
    let dueAt = 0
    from.on('data', (chunk: Buffer) => {
      if (manner.kind === 'black-hole') pair.dead = true
      if (pair.dead || !look(pair, chunk)) return
      const pieces = manner.kind === 'slice' ? inPieces(chunk, manner.bytes) : [chunk]
      dueAt = Math.max(dueAt, performance.now() + (manner.kind === 'delay' ? manner.ms : 0))
      const wait = dueAt - performance.now()
      for (const piece of pieces) {
        if (wait <= 0) to.write(piece)
        else setTimeout(() => to.destroyed || to.write(piece), wait)
      }
    })
    from.on('close', () => {
      pairs.delete(pair)
      if (!pair.dead) to.destroy()
    })
    from.on('error', () => undefined)
  }

  const server = createServer((client) => {
    client.on('error', () => undefined)
    if (manner.kind === 'refuse') {
      client.destroy()
      return
    }
    if (manner.kind === 'black-hole') {
      strays.add(client)
      client.on('data', () => undefined).on('close', () => strays.delete(client))
      return
    }
    const upstream = connect({ port: aim, host: '127.0.0.1' })
    client.setNoDelay(true)
    upstream.setNoDelay(true)
    const pair: Pair = { client, server: upstream, marked: false, dead: false }
    pairs.add(pair)
    carry(client, upstream, pair, toServer)
    carry(upstream, client, pair, toClient)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const breakAll = (): number => {
    const broken = pairs.size
    for (const { client, server: upstream } of pairs) {
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    }
    return broken
  }

  return {
    port: (server.address() as AddressInfo).port,
    aimAt: (port) => {
      aim = port
    },
    become: (next) => {
      manner = next
    },
    reset: breakAll,
    loseReplies: (next) => {
      plan = next
      planned = next.times
    },
    lost: () => lost,
    close: async () => {
      breakAll()
      for (const stray of strays) stray.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const inPieces = (chunk: Buffer, bytes: number): readonly Buffer[] =>
  Array.from({ length: Math.ceil(chunk.length / bytes) }, (_, index) =>
    chunk.subarray(index * bytes, (index + 1) * bytes),
  )
