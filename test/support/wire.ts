import { connect, createServer, type Socket } from 'node:net'

/** A message of PostgreSQL's protocol (PostgreSQL manual, "Message Formats"). */
export interface Message {
  /** Empty for the first one of a client, which has no type. */
  readonly type: string
  readonly body: Buffer
  /** The whole message as it came. */
  readonly bytes: Buffer
}

/** Calls `onMessage` for each complete message of a stream. */
const createReader = (hasStart: boolean, onMessage: (message: Message) => void) => {
  let rest: Buffer = Buffer.alloc(0)
  let isStart = hasStart
  return (piece: Buffer): void => {
    rest = Buffer.concat([rest, piece])
    for (;;) {
      const head = isStart ? 0 : 1
      if (rest.length < head + 4) return
      const length = head + rest.readInt32BE(head)
      if (rest.length < length) return
      const bytes = rest.subarray(0, length)
      rest = rest.subarray(length)
      onMessage({ type: bytes.toString('latin1', 0, head), body: bytes.subarray(head + 4), bytes })
      isStart = false
    }
  }
}

export const message = (type: string, body: Buffer | string = ''): Buffer => {
  const content = typeof body === 'string' ? Buffer.from(body) : body
  const length = Buffer.alloc(4)
  length.writeInt32BE(content.length + 4)
  return Buffer.concat([Buffer.from(type, 'latin1'), length, content])
}

/** As PostgreSQL and poolers write an error; `R` names the routine of the source that it comes from. */
export const errorMessage = (code: string, text: string, routine = 'Routine'): Buffer =>
  message('E', `SFATAL\0VFATAL\0C${code}\0M${text}\0R${routine}\0\0`)

export const readyMessage = (status: 'I' | 'T' | 'E'): Buffer => message('Z', status)

/** A client that has logged in, as process 1 with the secret 2. */
export const welcome = (): Buffer =>
  Buffer.concat([
    message('R', Buffer.alloc(4)),
    message('K', Buffer.from([0, 0, 0, 1, 0, 0, 0, 2])),
    readyMessage('I'),
  ])

/** Where a double of a server listens. */
export interface Listening {
  readonly port: number
  readonly url: string
  /** How many connections it has taken. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

/** A server that answers each message of each client as `answer` says. */
export const startWireDouble = (
  answer: (message: Message, socket: Socket, connection: number) => void,
): Promise<Listening> =>
  listen((socket, connection) => {
    const read = createReader(true, (one) => answer(one, socket, connection))
    socket.on('data', read)
  })

/** The traffic of a proxy. */
export interface Seen {
  /** The parameters of each client's first message. */
  readonly starts: Record<string, string>[]
  /** The names of statements that were parsed; empty for those without. */
  readonly statements: string[]
  /** The texts of statements that were sent without values. */
  readonly simple: string[]
}

/** The key that a pooler invents for its clients; it matches no process of a server. */
const madeUpKey = message('K', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 2]))

/** Runs in front of a real server, hands out its own cancel key like every pooler, and records what clients send. */
export const startPoolerDouble = async (port: number): Promise<Listening & { readonly seen: Seen }> => {
  const seen: Seen = { starts: [], statements: [], simple: [] }
  const listening = await listen((client) => {
    const server = connect(port, '127.0.0.1')
    const fromClient = createReader(true, ({ type, body, bytes }) => {
      if (type === '') seen.starts.push(readStart(body))
      if (type === 'P') seen.statements.push(body.toString('utf8', 0, body.indexOf(0)))
      if (type === 'Q') seen.simple.push(body.toString('utf8', 0, body.length - 1))
      server.write(bytes)
    })
    const fromServer = createReader(false, ({ type, bytes }) =>
      client.write(type === 'K' ? madeUpKey : bytes),
    )
    client.on('data', fromClient).on('close', () => server.destroy())
    server.on('data', fromServer).on('close', () => client.destroy())
    server.on('error', () => client.destroy())
  })
  return { ...listening, seen }
}

const readStart = (body: Buffer): Record<string, string> => {
  const words = body.toString('utf8', 4).split('\0')
  const pairs: Record<string, string> = {}
  for (let place = 0; place + 1 < words.length; place += 2) {
    const name = words[place] ?? ''
    if (name !== '') pairs[name] = words[place + 1] ?? ''
  }
  return pairs
}

const listen = async (onConnection: (socket: Socket, connection: number) => void): Promise<Listening> => {
  let connections = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    onConnection(socket, connections)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    url: `postgres://me:word@127.0.0.1:${port}/logins`,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
