import { failure, FailureError } from '../../contract/failure.ts'
import { noSurroundings, passwordFrom, serviceFrom, type Surroundings } from './address-files.ts'
import { checkParameters, environmentNames, type Parameters } from './address-parameters.ts'
import { splitUrl } from './address-url.ts'
import { isSocket, showHost, type DatabaseHost } from './database-host.ts'
import { isAlwaysChecked, isAlwaysTls, type Tls, type TlsMode } from './tls-mode.ts'

export type Password =
  | { readonly kind: 'none' }
  | { readonly kind: 'given'; readonly text: string }
  /** An AWS RDS token, made for each connection. `region` is null if the AWS configuration has it. */
  | { readonly kind: 'rds-token'; readonly region: string | null }

/** Everything that a connection needs to know. Plain data; may contain a password. */
export interface DatabaseAddress {
  /** In the order in which they are tried. */
  readonly hosts: readonly [DatabaseHost, ...DatabaseHost[]]
  readonly user: string
  readonly database: string
  readonly password: Password
  readonly tls: Tls
  /** In milliseconds. */
  readonly connectTimeout: number
  readonly applicationName: string
  /** Whether the proof of the password must be bound to the server's certificate (SCRAM-SHA-256-PLUS). */
  readonly bindsChannel: boolean
  /** Whether only SCRAM is accepted when the server asks for a password. */
  readonly onlyScram: boolean
  /** Whether to skip standbys. */
  readonly wantsPrimary: boolean
}

export type ReadAddress =
  | { readonly ok: true; readonly address: DatabaseAddress }
  /** Sentences that say what is wrong and what to do; none quotes a value, which may be a password. */
  | { readonly ok: false; readonly problems: readonly string[] }

export interface AddressOptions {
  /** The sources that fill the gaps of the URL: the environment's `PG*`, a service file, a password file. */
  readonly surroundings?: Surroundings
  /** Whether RDS tokens take the place of a password. */
  readonly rdsToken?: boolean
}

const usualTimeout = 10_000

/**
 * Reads a database URL by libpq's rules (PostgreSQL manual, "Connection Strings"): several hosts, IPv6 in brackets,
 * sockets, services. What libpq knows but Sluice does not is refused by name, never ignored. What the URL leaves open
 * comes from its service, then from the environment, then from the password file.
 */
export const readAddress = (url: string, options: AddressOptions = {}): ReadAddress => {
  const { surroundings = noSurroundings, rdsToken = false } = options
  const split = splitUrl(url)
  if (!split.ok) return split
  const problems: string[] = []
  const named = { ...split.parameters }
  const fromEnvironment = environmentParameters(surroundings)
  const serviceName = named.service ?? fromEnvironment.service
  const fromService = serviceName === undefined ? {} : serviceFrom(serviceName, surroundings, problems)
  const parameters: Parameters = { ...fromEnvironment, ...fromService, ...named }
  problems.push(...checkParameters(parameters))

  const hosts = readHosts(parameters, problems)
  const user = parameters.user || surroundings.systemUser
  if (user === null)
    problems.push('The database URL names no user; write it before the host: postgres://user@host/database.')
  const database = parameters.dbname || user || ''
  const tls = readTls(parameters, hosts, problems)
  const bindsChannel = parameters.channel_binding === 'require'
  if (bindsChannel && !speaksTls(tls.mode, hosts))
    problems.push('channel_binding=require needs TLS; add sslmode=verify-full to the database URL.')
  const password = readPassword(
    parameters,
    { hosts, database, user: user ?? '' },
    rdsToken,
    surroundings,
    problems,
  )
  if (password.kind === 'rds-token' && hosts.some(({ host }) => !isAlwaysChecked(tls.mode, host)))
    problems.push(
      'An RDS token is sent only inside checked TLS; give the host’s own name with sslmode=verify-full and sslrootcert, the file of Amazon’s certificates.',
    )
  const [first, ...others] = hosts
  if (problems.length > 0 || first === undefined || user === null) return { ok: false, problems }
  return {
    ok: true,
    address: {
      ...{ hosts: [first, ...others], user, database, password, tls, bindsChannel },
      connectTimeout: readTimeout(parameters.connect_timeout),
      applicationName: parameters.application_name || parameters.fallback_application_name || 'sluice',
      onlyScram: bindsChannel || parameters.require_auth === 'scram-sha-256',
      wantsPrimary: ['read-write', 'primary'].includes(parameters.target_session_attrs ?? 'any'),
    },
  }
}

/** Like `readAddress`, but throws `FailureError` with `settings-invalid`. */
export const demandAddress = (url: string): DatabaseAddress => {
  const read = readAddress(url)
  if (read.ok) return read.address
  throw new FailureError(failure('settings-invalid', { problems: read.problems.join('\n') }))
}

/** The address in a sentence: hosts and ports, without user and password. */
export const addressNames = ({ hosts, database }: DatabaseAddress) => ({
  address: hosts.map(showHost).join(', '),
  database,
})

const environmentParameters = ({ environment }: Surroundings): Parameters =>
  Object.fromEntries(
    Object.entries(environmentNames).flatMap(([variable, name]) => {
      const value = environment[variable]
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )

/** One port serves for all hosts; else there are as many ports as hosts. */
const readHosts = (parameters: Parameters, problems: string[]): readonly DatabaseHost[] => {
  const names = (parameters.host || 'localhost').split(',').map((name) => name || 'localhost')
  const texts = (parameters.port || '5432').split(',')
  if (texts.length !== 1 && texts.length !== names.length) {
    problems.push('The database URL has another number of ports than of hosts; give each host its port.')
    return []
  }
  return names.map((host, index) => {
    const text = (texts.length === 1 ? texts[0] : texts[index]) || '5432'
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
    if (port < 1 || port > 65_535)
      problems.push('A port in the database URL is not a number from 1 to 65535; correct it.')
    // A folder may be called anything.
    if (!isSocket(host) && /[\s@?#/]/.test(host))
      problems.push(
        'A host in the database URL has a character that no host name has; write a password’s @, / and : as %40, %2F and %3A.',
      )
    return { host, port }
  })
}

const readTls = (parameters: Parameters, hosts: readonly DatabaseHost[], problems: string[]): Tls => {
  const rootCertificate = parameters.sslrootcert ?? null
  // A person who sets the certificates to trust wants them checked.
  const said = tlsMode(parameters)
  const mode = said === 'usual' && rootCertificate !== null ? 'verify-full' : said
  const [certificate, key] = [parameters.sslcert ?? null, parameters.sslkey ?? null]
  if ((certificate === null) !== (key === null))
    problems.push('The database URL has only one of sslcert and sslkey; give both.')
  if (mode === 'verify-ca' && rootCertificate === null)
    problems.push(
      'sslmode=verify-ca needs sslrootcert, the file of the certificate that signed the server’s; or give sslmode=verify-full.',
    )
  if (rootCertificate === 'system' && mode !== 'verify-full')
    problems.push('sslrootcert=system is for sslmode=verify-full; give that.')
  const isDirect = parameters.sslnegotiation === 'direct'
  if (isDirect && !speaksTls(mode, hosts))
    problems.push('sslnegotiation=direct needs TLS; add sslmode=verify-full to the database URL.')
  return {
    mode,
    ...{ rootCertificate, certificate, key, isDirect },
    keyPassword: parameters.sslpassword ?? null,
    least: parameters.ssl_min_protocol_version === 'TLSv1.3' ? 'TLSv1.3' : 'TLSv1.2',
  }
}

/** `ssl` is the spelling of node-postgres and JDBC. `checkParameters` has refused all other words. */
const tlsMode = ({ sslmode, ssl }: Parameters): TlsMode => {
  if (sslmode !== undefined) return sslmode as TlsMode
  if (ssl === undefined) return 'usual'
  if (ssl === 'no-verify') return 'no-verify'
  return ssl === 'true' || ssl === '1' ? 'require' : 'disable'
}

const speaksTls = (mode: TlsMode, hosts: readonly DatabaseHost[]): boolean =>
  hosts.every(({ host }) => isAlwaysTls(mode, host))

const readPassword = (
  parameters: Parameters,
  server: { readonly hosts: readonly DatabaseHost[]; readonly database: string; readonly user: string },
  rdsToken: boolean,
  surroundings: Surroundings,
  problems: string[],
): Password => {
  const given = parameters.password
  if (rdsToken) {
    if (given !== undefined && given !== '')
      problems.push('With RDS tokens there is no password; take it out of the database URL and PGPASSWORD.')
    return { kind: 'rds-token', region: regionOfRds(server.hosts) }
  }
  const text = given || passwordFrom(parameters.passfile ?? null, server, surroundings, problems)
  return text === null || text === '' ? { kind: 'none' } : { kind: 'given', text }
}

/** RDS's hosts are `name.id.region.rds.amazonaws.com`. */
const regionOfRds = (hosts: readonly DatabaseHost[]): string | null => {
  const [first] = hosts
  return /\.([a-z0-9-]+)\.rds\.amazonaws\.com(?:\.cn)?$/.exec(first?.host ?? '')?.[1] ?? null
}

/** libpq counts in seconds, treats 1 as 2, and waits forever at 0; Sluice never does. */
const readTimeout = (text: string | undefined): number => {
  const seconds = Number(text ?? '0')
  return seconds > 0 ? Math.min(Math.max(seconds, 2), 600) * 1_000 : usualTimeout
}
