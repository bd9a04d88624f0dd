import type { FailureCode } from '../../src/contract/failure.ts'
import { tableLeast, tableSamples } from './table-details.ts'

/** A value for every detail that a failure may carry. */
export const sampleDetails = {
  problems: 'PROBLEMS',
  endpoint: 'ENDPOINT',
  queue: 'QUEUE',
  address: 'ADDRESS',
  database: 'DATABASE',
  changes: 'CHANGES',
  purpose: 'PURPOSE',
  path: 'PATH',
  file: 'FILE',
  owner: 'OWNER',
  log: 'LOG',
  said: 'SAID',
  link: 'LINK',
  system: 'SYSTEM',
  command: 'COMMAND',
  what: 'WHAT',
  id: 'ID',
  code: 'CODE',
  name: 'NAME',
  action: 'ACTION',
  version: 'VERSION',
  least: 'LEAST',
  migration: 'MIGRATION',
  rejected: '60',
  judged: '100',
  share: '60',
  cause: 'not-an-ip',
  pointer: '/ip',
  count: '55',
  origin: 'ORIGIN',
  mask: 'MASK',
  seal: 'SEAL',
  uid: 'UID',
  fault: 'owner',
  own: 'OWN',
  event: 'EVENT',
  fields: 'FIELD',
  asked: 'yes',
  seen: 'SEEN',
  ...tableSamples,
}

type Detail = keyof typeof sampleDetails

const least: Partial<Record<FailureCode, readonly Detail[]>> = {
  ...tableLeast,
  'database-too-old': ['address', 'version', 'least'],
  'schema-newer': ['address', 'database', 'migration'],
  'too-many-rejected': ['rejected', 'judged', 'share', 'cause', 'pointer', 'count'],
  'export-value-unfit': ['name', 'what'],
  'installation-altered': ['file'],
  'embedded-database-absent': ['system'],
  'embedded-runtime-missing': ['link'],
  'queue-files-newer': ['path'],
  'cluster-of-another': ['path', 'version', 'own'],
  'queue-tls-file': ['path'],
  'settings-unreadable': ['path'],
  'settings-broken': ['path'],
  'settings-newer': ['path'],
  'database-not-named': ['queue'],
  'database-tls-file': ['address', 'database', 'what', 'path'],
  'schema-missing': ['address', 'database'],
  'schema-old': ['address', 'database'],
  'table-missing': ['table', 'address', 'database'],
  'no-such-column': ['table', 'column'],
  'event-changed': ['event', 'table', 'problems', 'seen'],
  'event-change-refused': ['event', 'table', 'problems', 'seen', 'fields'],
  'event-unreadable': ['table', 'id'],
  'event-file-missing': ['path'],
  'event-file-unusable': ['path', 'problems'],
  'repair-rule-unusable': ['problems'],
  'filter-unfit': ['column', 'what'],
  'key-mismatch': ['purpose'],
  'key-unusable': ['purpose', 'path'],
  'key-zero': ['purpose', 'origin'],
  'keys-equal': ['mask', 'seal'],
  'secret-unusable': ['path', 'command'],
  'path-unsafe': ['path', 'command'],
  'account-nameless': ['uid'],
  'data-folder-busy': ['path'],
  'data-folder-unusable': ['path'],
  'command-invalid': ['command', 'problems'],
  'export-failed': ['name'],
  'export-target-unfit': ['name'],
  'not-found': ['what', 'id'],
}

/** What a failure is raised with at the least; those of a neighbour always carry its names. */
export const leastDetails = (code: FailureCode): readonly Detail[] => {
  const own = least[code]
  if (own !== undefined) return own
  if (/^(?:database|pooler|certificate)-/.test(code)) return ['address', 'database']
  return code.startsWith('queue-') ? ['queue', 'endpoint'] : []
}
