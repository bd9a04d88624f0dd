import { code, type Texts } from './failure-words.ts'

/** Failures that can pass by themselves: nobody has to change anything. */
export const passingDatabaseCodes = [
  'database-unreachable',
  'database-not-listening',
  'database-host-unknown',
  'database-no-route',
  'database-cut',
  'database-crowded',
  'database-idle-timeout',
  'database-slow',
  'database-locked',
  'database-full',
  'database-exhausted',
  'database-disk-full',
  'database-closed',
  'database-starting',
  'database-stopping',
  'database-standby',
  'pooler-waiting',
] as const

/** What goes wrong between Sluice and PostgreSQL: on the network, at login, or because it is busy. */
export const databaseFailureCodes = [
  ...passingDatabaseCodes,
  'database-refused',
  'database-connect-denied',
  'database-missing',
  'database-tls-failed',
  'database-tls-required',
  'database-without-tls',
  'database-tls-file',
  'database-password-missing',
  'database-password-exposed',
  'database-channel-unbound',
  'database-token-failed',
  'database-role-unknown',
  'database-not-admitted',
  'pooler-start-parameter',
  'pooler-statement-mode',
  'pooler-forbids',
] as const

type Code = (typeof databaseFailureCodes)[number]

const checkHost = 'Correct the host in the database URL, or look at the name service of this machine.'

export const databaseFailureTexts: Texts<Code> = {
  'database-unreachable': (d) => [
    `PostgreSQL at ${d.address} does not answer${code(d)}.`,
    'Check the host and the port, and that no firewall on the way drops the packets.',
  ],
  'database-refused': (d) => [
    `PostgreSQL at ${d.address} refused the user or the password${code(d)}.`,
    'Correct the user and the password in the database URL.',
  ],
  'database-missing': (d) => [
    `PostgreSQL at ${d.address} has no database named ${d.database}.`,
    'Check the name at the end of the database URL, or create the database.',
  ],
  'database-not-listening': (d) => [
    `Nothing listens at ${d.address}${code(d)}.`,
    'Start PostgreSQL there, or correct the host and the port in the database URL.',
  ],
  'database-host-unknown': (d) => [`The host of ${d.address} has no address${code(d)}.`, checkHost],
  'database-no-route': (d) => [
    `There is no route to ${d.address} from here${code(d)}.`,
    'Look at the network, the VPN or the firewall between here and there.',
  ],
  'database-cut': (d) => [
    `The connection to PostgreSQL at ${d.address} broke${code(d)}.`,
    'Sluice reconnects by itself; if it keeps breaking, look at the server log and at what is in between.',
  ],
  'database-crowded': (d) => [
    `All connections that Sluice may have to ${d.address} are in use.`,
    'Wait a moment; if it lasts, look for statements on the server that wait for a lock.',
  ],
  'database-tls-failed': (d) => [
    `PostgreSQL at ${d.address} and Sluice could not agree on TLS${code(d)}.`,
    'Check that the port is PostgreSQL’s, and that the server speaks TLS 1.2 or later.',
  ],
  'database-tls-required': (d) => [
    `PostgreSQL at ${d.address} refuses connections without TLS${code(d)}.`,
    'Give sslmode=verify-full in the database URL.',
  ],
  'database-without-tls': (d) => [
    `PostgreSQL at ${d.address} does not speak TLS, and Sluice falls back to clear text only on this machine.`,
    'Turn TLS on in the server; or give sslmode=disable in the database URL if nobody on the way can listen.',
  ],
  'database-tls-file': (d) => [
    `The file ${d.path} that ${d.what} names cannot be used${code(d)}.`,
    'Name a readable plain file in PEM form.',
  ],
  'database-password-missing': (d) => [
    `PostgreSQL at ${d.address} asks for a password, and none was given.`,
    'Put it into the database URL, PGPASSWORD or a password file.',
  ],
  'database-password-exposed': (d) => [
    `PostgreSQL at ${d.address} asks for the password in a way that would give it away${code(d)}.`,
    'Have the server ask by scram-sha-256, or give sslmode=verify-full in the database URL.',
  ],
  'database-channel-unbound': (d) => [
    `PostgreSQL at ${d.address} does not bind the password to its certificate, as channel_binding=require demands${code(d)}.`,
    'Have the server ask by scram-sha-256 over TLS, or take channel_binding out of the database URL.',
  ],
  'database-token-failed': (d) => [
    `No token could be made for RDS at ${d.address}${code(d)}.`,
    'Check that the AWS credentials and the region are set; if a sign-on has ended, run aws sso login.',
  ],
  'database-role-unknown': (d) => [
    `PostgreSQL at ${d.address} does not know the user, or does not let it log in${code(d)}.`,
    'Correct the user in the database URL, or create it with the right to log in.',
  ],
  'database-not-admitted': (d) => [
    `PostgreSQL at ${d.address} has no rule that lets this user into ${d.database} from here${code(d)}.`,
    'Add a line to pg_hba.conf on the server.',
  ],
  'database-idle-timeout': (d) => [
    `PostgreSQL at ${d.address} ended a connection that had been idle for longer than it allows${code(d)}.`,
    'Raise idle_in_transaction_session_timeout or idle_session_timeout for this user; or make sure that whatever reads an export keeps reading.',
  ],
  'database-slow': (d) => [
    `PostgreSQL at ${d.address} ended a statement that took longer than allowed, or that somebody cancelled${code(d)}.`,
    'Wait until the server is less busy; a transaction_timeout of its own for this user should be a minute or more.',
  ],
  'database-locked': (d) => [
    `Somebody else holds a lock in ${d.database} that Sluice needs${code(d)}.`,
    'Wait until that transaction ends, or end it.',
  ],
  'database-full': (d) => [
    `PostgreSQL at ${d.address} has no connection left for this user${code(d)}.`,
    'Close connections of others, or raise the limit of the server, the database or the user.',
  ],
  'database-exhausted': (d) => [
    `PostgreSQL at ${d.address} has run out of memory or of another resource${code(d)}.`,
    'Look at the server log.',
  ],
  'database-disk-full': (d) => [
    `The disk of PostgreSQL at ${d.address} is full${code(d)}.`,
    'Make room on the server.',
  ],
  'database-connect-denied': (d) => [
    `The database user lacks CONNECT on the database ${d.database} at ${d.address}${code(d)}.`,
    'Have the owner of the database grant it to that user.',
  ],
  'database-closed': (d) => [
    `The database ${d.database} at ${d.address} takes no connections at present${code(d)}.`,
    'Allow connections to it again, or name another database.',
  ],
  'database-starting': (d) => [
    `PostgreSQL at ${d.address} is starting, stopping or recovering${code(d)}.`,
    'Wait until it is ready.',
  ],
  'database-stopping': (d) => [
    `PostgreSQL at ${d.address} is being stopped, or somebody ended our connection there${code(d)}.`,
    'Wait until it is back.',
  ],
  'database-standby': (d) => [
    `PostgreSQL at ${d.address} takes no writes${code(d)}: it is a standby, or set to read-only.`,
    'Wait until it is promoted, or give the address of the primary.',
  ],
  'pooler-start-parameter': (d) => [
    `The pooler at ${d.address} refuses a start parameter of the connection${code(d)}.`,
    'Allow application_name and client_encoding there; Sluice sends nothing else besides user and database.',
  ],
  'pooler-statement-mode': (d) => [
    `The pooler at ${d.address} pools by statement, which allows no transactions${code(d)}.`,
    'Set pool_mode to transaction or session for this database, or connect to PostgreSQL directly.',
  ],
  'pooler-waiting': (d) => [
    `The pooler at ${d.address} has no free server connection at present${code(d)}.`,
    'Check that PostgreSQL behind it is running and that its pool is large enough.',
  ],
  'pooler-forbids': (d) => [
    `An index cannot be made or dropped through the pooler at ${d.address}.`,
    'Connect to PostgreSQL directly for that.',
  ],
}
