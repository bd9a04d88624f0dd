import { demandAddress } from '../../src/adapters/postgres/address.ts'
import { readQueueName } from '../../src/adapters/sqs/queue-name.ts'
import type { Settings } from '../../src/app/config.ts'
import { logins } from '../../src/contract/logins.ts'

/** Settings with their own keys for the built-in queue and database, unless others are named. */
export const testSettings = (
  dataFolder: string,
  remote: { readonly queueName?: string; readonly endpoint?: string; readonly databaseUrl?: string } = {},
): Settings => ({
  dataFolder,
  queue:
    remote.endpoint === undefined
      ? { kind: 'embedded' }
      : {
          kind: 'remote',
          queue: readQueueName(remote.queueName ?? 'login-queue'),
          endpoint: remote.endpoint,
          region: null,
          hasCredentials: false,
          protocol: 'json',
        },
  database:
    remote.databaseUrl === undefined
      ? { kind: 'embedded', isChosen: true }
      : { kind: 'remote', address: demandAddress(remote.databaseUrl) },
  keys: { mask: new Uint8Array(32).fill(1), seal: new Uint8Array(32).fill(2) },
  event: logins,
  mayAlterTable: false,
  allowUnknownFields: false,
  ledgerDays: 365,
})
