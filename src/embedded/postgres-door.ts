import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'

/** The way to reach a built-in server. */
export type Door =
  /** A socket in a folder that is closed to other accounts. */
  | { readonly kind: 'socket'; readonly folder: string; readonly port: number }
  /** 127.0.0.1, which every account on the machine can reach. */
  | { readonly kind: 'tcp'; readonly port: number }

/**
 * A socket's path can have just over a hundred bytes, depending on the system (unix(7)); PostgreSQL adds its lock's
 * ending.
 */
const longestSocketPath = 100

const socketPort = 5432

const socketPath = (folder: string, port: number): string => join(folder, `.s.PGSQL.${port}`)

/** The socket if possible, else a free port of 127.0.0.1. */
export const chooseDoor = async (socketFolder: string, wanted: Door['kind']): Promise<Door> =>
  wanted === 'socket' && canHaveSocket(socketFolder)
    ? { kind: 'socket', folder: socketFolder, port: socketPort }
    : { kind: 'tcp', port: await findFreePort() }

/**
 * Windows has such sockets, but PostgreSQL's programs for it are built without them. In an address a comma ends a
 * host, and control characters are not allowed.
 */
const canHaveSocket = (folder: string): boolean =>
  process.platform !== 'win32' &&
  !/[,\p{Cc}]/u.test(folder) &&
  Buffer.byteLength(socketPath(folder, socketPort)) <= longestSocketPath

/**
 * The settings of a server for a door. They are on its command line, which overrides its files. An unfinished login
 * takes one of the server's places, for a minute by default: too long if anybody can connect.
 */
export const doorSettings = (door: Door): readonly string[] => [
  `port=${door.port}`,
  `listen_addresses=${door.kind === 'tcp' ? '127.0.0.1' : ''}`,
  `unix_socket_directories=${door.kind === 'socket' ? asListItem(door.folder) : ''}`,
  'unix_socket_permissions=0700',
  'authentication_timeout=10s',
]

/** One item of a list of folders (PostgreSQL's `SplitDirectoriesString`). */
const asListItem = (folder: string): string => `"${folder.replaceAll('"', '""')}"`

/**
 * The address for a client. With `require_auth` it refuses a server that does not prove that it knows the password,
 * which an impostor could not.
 */
export const doorUrl = (door: Door, user: string, password: string): string => {
  const host = door.kind === 'socket' ? encodeURIComponent(door.folder) : '127.0.0.1'
  return `postgres://${user}:${encodeURIComponent(password)}@${host}:${door.port}/postgres?require_auth=scram-sha-256`
}

export type Answer = 'ready' | 'starting' | 'nobody'

/** Probes the server: asks to log in and checks the first byte of the answer. Sends no secret. */
export const knock = (door: Door): Promise<Answer> =>
  new Promise((resolve) => {
    const socket: Socket =
      door.kind === 'socket'
        ? connect({ path: socketPath(door.folder, door.port) })
        : connect({ port: door.port, host: '127.0.0.1' })
    const answer = (found: Answer) => {
      socket.destroy()
      resolve(found)
    }
    socket.setTimeout(2_000, () => answer('nobody'))
    socket.once('connect', () => socket.write(startupMessage))
    // R asks for a password; E means that the server is not up yet, or has no place left.
    socket.once('data', (data) => answer(data[0] === 0x52 ? 'ready' : 'starting'))
    socket.once('error', () => answer('nobody'))
    socket.once('end', () => answer('starting'))
  })

/** PostgreSQL manual, "Message Formats": StartupMessage of protocol 3.0. */
const startupMessage = ((): Buffer => {
  const words = Buffer.from('user\0sluice\0database\0postgres\0\0')
  const head = Buffer.alloc(8)
  head.writeInt32BE(head.length + words.length, 0)
  head.writeInt32BE(3 << 16, 4)
  return Buffer.concat([head, words])
})()

/** A port of 127.0.0.1 that is free for now. */
export const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
