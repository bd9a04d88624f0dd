import { tlsModeWords } from './tls-mode.ts'

/** By libpq's names. */
export type Parameters = Readonly<Record<string, string | undefined>>

/** A parameter's values: any text, or one of these words. */
type Rule = 'text' | readonly string[]

/** The parameters that Sluice obeys. */
const heeded: Readonly<Record<string, Rule>> = {
  ...{ host: 'text', port: 'text', user: 'text', password: 'text', dbname: 'text' },
  ...{ service: 'text', passfile: 'text', application_name: 'text', fallback_application_name: 'text' },
  ...{ sslrootcert: 'text', sslcert: 'text', sslkey: 'text', sslpassword: 'text' },
  sslmode: tlsModeWords,
  ssl: ['true', '1', 'false', '0', 'no-verify'],
  sslnegotiation: ['postgres', 'direct'],
  ssl_min_protocol_version: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
  channel_binding: ['disable', 'prefer', 'require'],
  require_auth: ['scram-sha-256'],
  target_session_attrs: ['any', 'read-write', 'primary'],
}

/** Parameters that change nothing in how Sluice connects, with the values for which that is true. */
const harmless: Readonly<Record<string, Rule>> = {
  ...{ keepalives: 'text', keepalives_idle: 'text', keepalives_interval: 'text', keepalives_count: 'text' },
  ...{ tcp_user_timeout: 'text', krbsrvname: 'text', uselibpqcompat: 'text' },
  sslcompression: ['0'],
  sslsni: ['1'],
  gssencmode: ['disable', 'prefer'],
  gssdelegation: ['0'],
  load_balance_hosts: ['disable'],
  client_encoding: ['UTF8', 'UTF-8', 'utf8', 'utf-8', 'auto'],
}

/** Parameters that would remove something that Sluice relies on. */
const ownAffair = new Set([
  ...['options', 'statement_timeout', 'query_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'],
  ...[
    'transaction_timeout',
    'default_transaction_read_only',
    'search_path',
    'replication',
    'binary',
    'pipeline',
  ],
])

/** The environment's names for them (PostgreSQL manual, "Environment Variables"). Others of PG* are not read. */
export const environmentNames: Readonly<Record<string, string>> = {
  ...{ PGHOST: 'host', PGPORT: 'port', PGDATABASE: 'dbname', PGUSER: 'user', PGPASSWORD: 'password' },
  ...{ PGPASSFILE: 'passfile', PGSERVICE: 'service', PGAPPNAME: 'application_name' },
  ...{ PGSSLMODE: 'sslmode', PGSSLROOTCERT: 'sslrootcert', PGSSLCERT: 'sslcert', PGSSLKEY: 'sslkey' },
  ...{ PGSSLNEGOTIATION: 'sslnegotiation', PGSSLMINPROTOCOLVERSION: 'ssl_min_protocol_version' },
  ...{ PGCHANNELBINDING: 'channel_binding', PGREQUIREAUTH: 'require_auth' },
  ...{ PGTARGETSESSIONATTRS: 'target_session_attrs', PGCONNECT_TIMEOUT: 'connect_timeout' },
}

/** The mistakes in parameters, as sentences. Names are shown if they are plain words; values never. */
export const checkParameters = (parameters: Parameters): readonly string[] =>
  Object.entries(parameters).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (name === 'connect_timeout')
      return /^\d{1,5}$/.test(value)
        ? []
        : ['connect_timeout is a number of seconds; correct it in the database URL.']
    if (ownAffair.has(name))
      return [`Take ${name} out of the database URL: Sluice sets what it needs in each transaction.`]
    const rule = heeded[name] ?? harmless[name]
    if (rule === undefined)
      return [`Take ${showName(name)} out of the database URL: Sluice does not know it.`]
    if (rule === 'text' || rule.includes(value)) return []
    return [`${name} in the database URL may be ${inWords(rule)}; correct it or take it out.`]
  })

const showName = (name: string): string =>
  /^[A-Za-z][\w-]{0,62}$/.test(name) ? name : 'what has no proper name'

const inWords = (words: readonly string[]): string =>
  words.length === 1 ? `only ${words.join('')}` : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
