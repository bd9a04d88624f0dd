import pg from 'pg'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { DatabaseAddress } from './address.ts'
import { isSocket, type DatabaseHost } from './database-host.ts'
import type { DatabaseNames } from './errors.ts'
import type { TlsOptions } from './tls.ts'
import type { Security } from './tls-mode.ts'

/** How the server asked for the password. */
export type PasswordMethod = 'none' | 'clear text' | 'MD5' | 'SCRAM' | 'SCRAM bound to the certificate'

/** The server that a client connects to, and how. */
export interface Way extends TlsOptions {
  readonly to: DatabaseHost
  readonly security: Security
}

/** Members of pg's client that its types lack; pg's version is pinned. */
interface Insides {
  readonly user: string
  readonly database: string
  readonly processID: number | null
  readonly secretKey: number | null
  /** The state of SCRAM; null once the server has proven that it knows the password too (RFC 5802, 3). */
  readonly saslSession?: object | null
  readonly connectionParameters: { readonly application_name: string }
}

interface Request {
  readonly mechanisms?: readonly string[]
}

/**
 * A client that connects as `nextWay` says and sends the server only three start parameters: poolers refuse those
 * that they do not track, and pg would add what is in `PGOPTIONS`. It decides before pg does whether to answer when
 * the server asks for the password.
 */
export const clientClass = (address: DatabaseAddress, names: DatabaseNames, nextWay: () => Way) =>
  class OwnClient extends pg.Client {
    readonly way: Way
    passwordMethod: PasswordMethod = 'none'
    /** Whether a pooler is in between, once that is known. */
    isPooled = false

    constructor(options?: string | pg.ClientConfig) {
      const way = nextWay()
      const given = typeof options === 'string' ? {} : options
      super({
        ...given,
        // The pool hides it from listings of its options.
        password: given?.password,
        ...{ ...way.to, ssl: way.ssl },
        sslnegotiation: way.isDirect ? 'direct' : 'postgres',
      })
      this.way = way
      // A connection that failed is closed, or the server would keep a place for it.
      this.connection.on('error', () => this.connection.stream.destroy())
      this.#guard()
    }

    /** Called by pg once the connection is established. */
    getStartupConf(): Readonly<Record<string, string>> {
      const { user, database, connectionParameters } = insides(this)
      return { user, database, application_name: connectionParameters.application_name }
    }

    /** pg hears each request after us, and by then the connection may be gone. */
    #guard(): void {
      const { bindsChannel, onlyScram } = address
      const { security, to } = this.way
      const isPrivate = security === 'checked' || security === 'signed' || isSocket(to.host)
      const refuse = (
        code: 'database-password-exposed' | 'database-channel-unbound',
        asked: string,
      ): void => {
        const cause = failure(code, { ...names, code: asked })
        this.connection.stream.destroy(new PortError('permanent', cause))
      }
      const asked = (method: PasswordMethod, isFit: boolean): void => {
        this.passwordMethod = method
        if (bindsChannel && method !== 'SCRAM bound to the certificate')
          refuse('database-channel-unbound', method)
        else if (!isFit) refuse('database-password-exposed', method)
      }
      const hear = (event: string, listener: (request: Request) => void) =>
        this.connection.prependListener(event, listener)
      hear('authenticationCleartextPassword', () => asked('clear text', isPrivate && !onlyScram))
      hear('authenticationMD5Password', () => asked('MD5', !onlyScram))
      hear('authenticationSASL', ({ mechanisms = [] }) => {
        const isBound = bindsChannel && mechanisms.includes('SCRAM-SHA-256-PLUS')
        asked(isBound ? 'SCRAM bound to the certificate' : 'SCRAM', true)
      })
      hear('authenticationOk', () => {
        const isScram = this.passwordMethod.startsWith('SCRAM')
        if (isScram && insides(this).saslSession !== null) refuse('database-password-exposed', 'no proof')
        if (this.passwordMethod === 'none' && (bindsChannel || onlyScram)) asked('none', false)
      })
    }
  }

export type OwnClient = InstanceType<ReturnType<typeof clientClass>>

/** The key by which a server or a pooler identifies a connection in a cancel request. */
export interface CancelKey {
  readonly processId: number
  readonly secret: number
}

export const cancelKeyOf = (client: pg.Client): CancelKey => {
  const { processID, secretKey } = insides(client)
  return { processId: processID ?? 0, secret: secretKey ?? 0 }
}

const insides = (client: pg.Client): Insides => client as unknown as Insides
