import { code, type Details, type Texts } from './failure-words.ts'

/** What goes wrong between Sluice and its two neighbours: on the way, at the door, or because they are busy. */
export const linkFailureCodes = [
  'certificate-untrusted',
  'certificate-self-signed',
  'certificate-outdated',
  'certificate-of-another',
  'database-not-listening',
  'database-host-unknown',
  'database-no-route',
  'database-cut',
  'database-crowded',
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
  'pooler-start-parameter',
  'pooler-statement-mode',
  'pooler-waiting',
  'pooler-forbids',
  'queue-not-listening',
  'queue-host-unknown',
  'queue-no-route',
  'queue-cut',
  'queue-tls-failed',
  'queue-throttled',
  'queue-token-expired',
  'queue-action-denied',
  'queue-key-denied',
  'queue-clock',
] as const

export type LinkFailureCode = (typeof linkFailureCodes)[number]

/** What may mend by itself: the other side is away or busy, and nobody has to change anything for it to come back. */
export const passingLinkCodes: ReadonlySet<string> = new Set([
  ...['queue-unreachable', 'queue-busy', 'database-unreachable'],
  ...([
    ...[
      'database-not-listening',
      'database-host-unknown',
      'database-no-route',
      'database-cut',
      'database-crowded',
    ],
    ...['database-idle-timeout', 'database-slow', 'database-locked', 'database-full', 'database-exhausted'],
    ...[
      'database-disk-full',
      'database-closed',
      'database-starting',
      'database-stopping',
      'database-standby',
    ],
    ...['pooler-waiting', 'queue-not-listening', 'queue-host-unknown', 'queue-no-route', 'queue-cut'],
    ...['queue-throttled', 'queue-clock'],
  ] as const),
])

/** Both neighbours show certificates. */
const who = (d: Details): string =>
  d.endpoint === undefined ? `PostgreSQL at ${d.address}` : `The queue service at ${d.endpoint}`

const trustIt = (d: Details): string =>
  d.endpoint === undefined
    ? 'Name the file of the certificate that signed it with sslrootcert in the database URL; or give sslmode=no-verify to go on without checking.'
    : 'Name the file of the certificate that signed it in AWS_CA_BUNDLE.'

const checkHost = 'Correct the host in the database URL, or look at the name service of this machine.'

export const linkTexts: Texts<LinkFailureCode> = {
  'certificate-untrusted': (d) => [
    `${who(d)} shows a certificate that nobody we trust has signed${code(d)}.`,
    trustIt(d),
  ],
  'certificate-self-signed': (d) => [
    `${who(d)} shows a certificate that it has signed itself, or whose signer did${code(d)}.`,
    trustIt(d),
  ],
  'certificate-outdated': (d) => [
    `${who(d)} shows a certificate that is not valid today${code(d)}.`,
    'Have it renewed by whoever runs the server, or set the clock of this machine.',
  ],
  'certificate-of-another': (d) => [
    `${who(d)} shows a certificate that was made for another host${code(d)}.`,
    d.endpoint === undefined
      ? 'Give the host by the name in its certificate; or sslmode=verify-ca with sslrootcert, which passes over the name.'
      : 'Give the endpoint by the name in its certificate.',
  ],
  'database-not-listening': (d) => [
    `Nobody listens at ${d.address}${code(d)}.`,
    'Start PostgreSQL there, or correct the host and the port in the database URL.',
  ],
  'database-host-unknown': (d) => [`The host of ${d.address} has no address${code(d)}.`, checkHost],
  'database-no-route': (d) => [
    `No way leads to ${d.address} from here${code(d)}.`,
    'Look at the network, the VPN or the firewall between here and there.',
  ],
  'database-cut': (d) => [
    `The connection to PostgreSQL at ${d.address} broke${code(d)}.`,
    'It is made again by itself; if that goes on, look at the server log and at what stands between.',
  ],
  'database-crowded': (d) => [
    `All connections that Sluice may have to ${d.address} are at work.`,
    'Wait a moment; if it stays, look for statements on the server that wait for a lock.',
  ],
  'database-tls-failed': (d) => [
    `PostgreSQL at ${d.address} and Sluice found no way to speak TLS${code(d)}.`,
    'Check that the port is PostgreSQL’s, and that the server speaks TLS 1.2 or later.',
  ],
  'database-tls-required': (d) => [
    `PostgreSQL at ${d.address} takes nobody without TLS${code(d)}.`,
    'Give sslmode=verify-full in the database URL.',
  ],
  'database-without-tls': (d) => [
    `PostgreSQL at ${d.address} does not speak TLS, and Sluice falls back to clear text only on this machine.`,
    'Turn TLS on in the server; or give sslmode=disable in the database URL where nobody on the way can listen.',
  ],
  'database-tls-file': (d) => [
    `The file ${d.path} that ${d.what} names cannot be used${code(d)}.`,
    'Name a plain file in PEM form that you may read.',
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
    'Check that the AWS credentials and the region are set; after a sign-on that ended, run aws sso login.',
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
    'Raise idle_in_transaction_session_timeout or idle_session_timeout for this user; or see to it that whoever reads an export keeps reading.',
  ],
  'database-slow': (d) => [
    `PostgreSQL at ${d.address} broke off a statement that took longer than it may, or that somebody cancelled${code(d)}.`,
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
    `PostgreSQL at ${d.address} takes no writes${code(d)}: it is a standby, or set to be only read.`,
    'Wait until it is promoted, or give the address of the primary.',
  ],
  'pooler-start-parameter': (d) => [
    `The pooler at ${d.address} refuses how the connection begins${code(d)}.`,
    'Allow application_name and client_encoding there; Sluice sends nothing else besides user and database.',
  ],
  'pooler-statement-mode': (d) => [
    `The pooler at ${d.address} pools by statement, which allows no transactions${code(d)}.`,
    'Set pool_mode to transaction or session for this database, or connect to PostgreSQL directly.',
  ],
  'pooler-waiting': (d) => [
    `The pooler at ${d.address} has no server to give at present${code(d)}.`,
    'Check that PostgreSQL behind it is running and that its pool is large enough.',
  ],
  'pooler-forbids': (d) => [
    `An index cannot be made or dropped through the pooler at ${d.address}.`,
    'Connect to PostgreSQL directly for that.',
  ],
  'queue-not-listening': (d) => [
    `Nobody listens at ${d.endpoint}${code(d)}.`,
    'Start the queue service there, or correct the endpoint and the port.',
  ],
  'queue-host-unknown': (d) => [
    `The host of ${d.endpoint} has no address${code(d)}.`,
    'Correct the endpoint or the region, or look at the name service of this machine.',
  ],
  'queue-no-route': (d) => [
    `No way leads to the queue service at ${d.endpoint} from here${code(d)}.`,
    'Look at the network, the VPN, the proxy or the firewall between here and there.',
  ],
  'queue-cut': (d) => [
    `The connection to the queue service at ${d.endpoint} broke${code(d)}.`,
    'It is made again by itself; if that goes on, look at what stands between.',
  ],
  'queue-tls-failed': (d) => [
    `The queue service at ${d.endpoint} and Sluice found no way to speak TLS${code(d)}.`,
    'Check that the endpoint begins with https only where the service speaks TLS.',
  ],
  'queue-throttled': (d) => [
    `The queue service at ${d.endpoint} slows us down${code(d)}.`,
    'Wait a moment; if it stays, run fewer workers or ask AWS for a higher limit.',
  ],
  'queue-token-expired': (d) => [
    `The AWS credentials have expired${code(d)}.`,
    'Run aws sso login for this profile, or renew the access key.',
  ],
  'queue-action-denied': (d) => [
    `The AWS user or role may not do ${d.action ?? 'this'} on the queue ${d.queue}${code(d)}.`,
    `Allow ${d.action ?? 'it'} in its policy, or in the policy of the queue.`,
  ],
  'queue-key-denied': (d) => [
    `The queue ${d.queue} is encrypted with a KMS key that the AWS user or role may not use, or that is disabled${code(d)}.`,
    'Allow kms:Decrypt, and kms:GenerateDataKey for sending, on that key.',
  ],
  'queue-clock': (d) => [
    `The clock of this machine is wrong by more than the queue service at ${d.endpoint} allows${code(d)}.`,
    'Set the clock by a time server.',
  ],
}
