import { rm } from 'node:fs/promises'
import { inject } from 'vitest'
import type { Settings } from '../../src/app/config.ts'
import { createMonitor, type Monitor } from '../../src/app/monitor.ts'
import type { CommandOutputs } from '../../src/contract/monitor.ts'
import { fileOfRule, type RepairRule } from '../../src/contract/repair-rule.ts'
import type { KeptRuleView, RepairView } from '../../src/contract/rules.ts'
import { queueThread } from './built.ts'
import { followClient, type FollowedClient } from './follow-client.ts'
import { makeFolder } from './folders.ts'
import { loginBody } from './logins.ts'
import { kept, renamed } from './repair-bench.ts'
import { testSettings } from './settings.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { createTestQueue } from './test-queue.ts'

/** The engine as a window has it, over a database in which messages are rejected and mended by rules. */
export interface RulesBench {
  readonly client: FollowedClient
  readonly monitor: Monitor
  readonly database: TestDatabase
  readonly settings: Settings
  /** Empties it. */
  readonly empty: () => Promise<unknown>
  readonly send: (bodies: readonly string[]) => Promise<unknown>
  /** Sends these messages and runs until the queue is empty. */
  readonly reject: (bodies: readonly string[]) => Promise<void>
  /** How many rows a table has, or one and a condition. */
  readonly count: (table: string) => Promise<number>
  readonly keep: (rule?: RepairRule) => Promise<KeptRuleView>
  readonly preview: (hash: string) => Promise<CommandOutputs['previewRule']>
  /** Applies a rule and returns how that ended. */
  readonly apply: (hash: string, more?: object) => Promise<RepairView | null>
  /** How many messages are kept, by the page's count. */
  readonly keptOnes: () => Promise<number>
  readonly close: () => Promise<void>
}

export const createRulesBench = async (): Promise<RulesBench> => {
  const [queue, database] = await Promise.all([createTestQueue(), createTestDatabase()])
  const settings = testSettings(await makeFolder(), {
    queueName: queue.name,
    endpoint: inject('queueEndpoint'),
    databaseUrl: database.url,
  })
  const monitor = createMonitor(settings, queueThread)
  const client = followClient(monitor)
  await client.until(({ connection }) => connection.state === 'connected')
  return {
    ...{ client, monitor, database, settings },
    empty: () =>
      database.query(
        `truncate sluice.ledger, sluice.rejected, sluice.batches, sluice.runs, sluice.repairs, sluice.repair_rules,
           user_logins restart identity`,
      ),
    send: (bodies) => queue.send(bodies),
    reject: async (bodies) => {
      await queue.send(bodies)
      await client.run({ ignoreRejectedShare: true })
    },
    count: async (table) =>
      (await database.query<{ n: number }>(`select count(*)::integer as n from ${table}`))[0]?.n ?? -1,
    keep: (rule = renamed) => client.ask('keepRule', { from: { by: 'made', rule: fileOfRule(rule) } }),
    preview: (hash) => client.ask('previewRule', { hash, which: kept, operation: crypto.randomUUID() }),
    apply: async (hash, more = {}) => {
      const { runId } = await client.ask('applyRule', { hash, which: kept, ...more })
      const { repair } = await client.until((now) => now.repair?.runId === runId && now.repair.end !== null)
      return repair
    },
    keptOnes: async () => (await client.ask('listCauses', {})).total,
    close: async () => {
      await monitor.close()
      queue.close()
      await database.drop()
      await rm(settings.dataFolder, { recursive: true, force: true })
    },
  }
}

/** Logins with a field under its old name. */
export const formerBodies = (count: number, name = 'user'): readonly string[] =>
  Array.from({ length: count }, (_, n) => loginBody({ user_id: undefined, userId: `${name}-${n}` }))
