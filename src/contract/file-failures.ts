import { code, type Texts } from './failure-words.ts'

/** What can be wrong with Sluice's own keys and files, and with the account that owns them. */
export const fileFailureCodes = [
  'key-unusable',
  'key-zero',
  'keys-equal',
  'secret-unusable',
  'data-folder-busy',
  'data-folder-unusable',
  'path-unsafe',
  'account-nameless',
  'queue-files-newer',
  'cluster-of-another',
] as const

export const fileFailureTexts: Texts<(typeof fileFailureCodes)[number]> = {
  'key-unusable': (d) => [
    `The ${d.purpose} key in ${d.path} cannot be used.`,
    'It must be base64 of exactly 32 bytes.',
  ],
  'key-zero': (d) => [
    `The ${d.purpose} key from ${d.origin} is nothing but zeros, which anybody can guess.`,
    'Make one with `openssl rand -base64 32` and give that.',
  ],
  'keys-equal': (d) => [
    `The mask key from ${d.mask} and the seal key from ${d.seal} are the same key.`,
    'Give each purpose a key of its own: make one with `openssl rand -base64 32`.',
  ],
  'secret-unusable': (d) => [
    `The password in ${d.path} is damaged: it is not 32 bytes in base64, or it is nothing but zeros.`,
    `Put back a copy of it; if there is none, remove it with \`${d.command}\` and start again.`,
  ],
  'data-folder-busy': (d) => [
    `Another Sluice is using the data folder ${d.path}${d.owner ? ` (process ${d.owner})` : ''}.`,
    'Close it first, or give this one a folder of its own with SLUICE_DATA_DIR.',
  ],
  'data-folder-unusable': (d) => [
    `The data folder ${d.path} cannot be used${code(d)}.`,
    'Name a writable folder with SLUICE_DATA_DIR.',
  ],
  'path-unsafe': (d) => [
    `${d.path} is not safe to use: ${pathFaults[d.fault ?? ''] ?? 'it is not ours alone'}.`,
    `Mend it with \`${d.command}\`, if you know how it got there.`,
  ],
  'queue-files-newer': (d) => [
    `The built-in queue in ${d.path} was made by a newer Sluice.`,
    'Use that version or a newer one; this one leaves the queue as it is.',
  ],
  'cluster-of-another': (d) => [
    `The built-in database in ${d.path} was made by PostgreSQL ${d.version}, and this Sluice comes with ${d.own}.`,
    'Use the Sluice that made it; this one leaves the database as it is.',
  ],
  'account-nameless': (d) => [
    `The account ${d.uid} has no name on this system, and PostgreSQL cannot make a database for an account without one.`,
    'Add the account to /etc/passwd, or point Sluice at another database with DATABASE_URL.',
  ],
}

/** What can be wrong with a path in the data folder. */
const pathFaults: Readonly<Record<string, string>> = {
  link: 'it is a link, which may lead anywhere',
  kind: 'it is neither a plain file nor a folder, as it should be',
  owner: 'it belongs to another account',
  writable: 'other accounts of this machine can change it',
  readable: 'other accounts of this machine can read it',
}
