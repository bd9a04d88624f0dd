import { rm } from 'node:fs/promises'
import { demandAddress } from '../../src/adapters/postgres/address.ts'
import {
  openRuleBench,
  type BenchRequest,
  type ReplayOptions,
  type RuleBench,
} from '../../src/app/repair/bench.ts'
import { ruleHash } from '../../src/app/repair/rule-file.ts'
import { filterOf } from './rejected.ts'
import { prepareRejected } from '../../src/app/retry-rejected.ts'
import { openStorage, type Storage } from '../../src/app/storage.ts'
import { logins } from '../../src/contract/logins.ts'
import type { RejectedSelection } from '../../src/contract/rejected.ts'
import type { RepairRule, RepairStep, RepairWhere } from '../../src/contract/repair-rule.ts'
import { definitionHash } from '../../src/pipeline/definition-hash.ts'
import type { Delivery, Item } from '../../src/pipeline/ports.ts'
import type { Prepare } from '../../src/pipeline/prepare.ts'
import { createDelivery } from './deliveries.ts'
import { makeFolder } from './folders.ts'
import { loginBody } from './logins.ts'
import { testSettings } from './settings.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

export const loginsHash = definitionHash(logins)

/** A rule for logins. */
export const loginRule = (
  steps: readonly RepairStep[],
  where: Partial<RepairWhere> = {},
  name = 'test-rule',
): RepairRule => ({
  ...{ name, definition: loginsHash, steps },
  where: { code: null, pointer: null, cause: null, ...where },
})

export const asFile = (rule: RepairRule) => ({ rule, text: JSON.stringify(rule), hash: ruleHash(rule) })

/** A database with rejected logins, and the engine's rules over it. */
export interface RepairBench {
  readonly test: TestDatabase
  readonly storage: Storage
  /** Empties it. */
  readonly empty: () => Promise<void>
  readonly reject: (deliveries: readonly Delivery[]) => Promise<void>
  readonly prepare: () => Prepare
  readonly commit: (items: readonly Item[]) => Promise<unknown>
  readonly open: (rule: RepairRule, request?: Partial<BenchRequest>) => Promise<RuleBench>
  readonly request: (more?: Partial<BenchRequest>) => BenchRequest
  /** Everything about rejected messages that must not change, as one text. */
  readonly originals: () => Promise<string>
  readonly states: () => Promise<Readonly<Record<string, number>>>
  readonly outcomes: () => Promise<Readonly<Record<string, number>>>
  readonly rows: () => Promise<number>
  readonly rejectedId: (messageId: string) => Promise<string>
  readonly close: () => Promise<void>
}

export const createRepairBench = async (): Promise<RepairBench> => {
  const [test, folder] = await Promise.all([createTestDatabase(), makeFolder()])
  const settings = testSettings(folder, { databaseUrl: test.url })
  const storage = await openStorage({ address: demandAddress(test.url), embedded: false }, settings)
  const rules = { allowUnknownFields: false }
  let runId = ''
  const empty = async () => {
    await test.query(
      `truncate sluice.ledger, sluice.rejected, sluice.batches, sluice.runs, sluice.repairs, sluice.repair_rules,
         user_logins restart identity`,
    )
    runId = crypto.randomUUID()
    await storage.store.openRun({ runId, queue: 'test' })
  }
  await empty()
  const request = (more: Partial<BenchRequest> = {}): BenchRequest => ({
    ...{ storage, which: kept, event: logins, rules, database: 'test', by: 'tester' },
    ...more,
  })
  const prepare = () => prepareRejected(request())
  const commit = (items: readonly Item[]) =>
    storage.store.commit({ batchId: crypto.randomUUID(), runId, items })
  const counted = async (text: string): Promise<Readonly<Record<string, number>>> => {
    const found = await test.query<{ name: string; n: number }>(text)
    return Object.fromEntries(found.map(({ name, n }) => [name, n]))
  }
  return {
    ...{ test, storage, empty, request, prepare, commit },
    reject: async (deliveries) => {
      for (let at = 0; at < deliveries.length; at += 500)
        await commit(prepare()(deliveries.slice(at, at + 500)))
    },
    open: (rule, more) => openRuleBench(request(more), asFile(rule)),
    originals: async () => {
      const [found] = await test.query<{ digest: string }>(
        `select md5(string_agg(md5(sealed_body) || message_id || origin_id || reasons::text || rejected_at::text || cause,
           ',' order by rejected_id)) as digest from sluice.rejected`,
      )
      return found?.digest ?? ''
    },
    states: () => counted('select state as name, count(*)::integer as n from sluice.rejected group by 1'),
    outcomes: () =>
      counted(
        `select coalesce(outcome, 'unsent') as name, count(*)::integer as n from sluice.repairs group by 1`,
      ),
    rows: async () =>
      (await test.query<{ n: number }>('select count(*)::integer as n from user_logins'))[0]?.n ?? -1,
    rejectedId: async (messageId) =>
      (
        await test.query<{ id: string }>(
          'select rejected_id::text as id from sluice.rejected where message_id = $1',
          [messageId],
        )
      )[0]?.id ?? '',
    close: async () => {
      await storage.close()
      await test.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const kept: RejectedSelection = filterOf({})

/** Five ways in which senders get a login wrong, and a rule for each. */
export const fiveCauses: readonly {
  readonly name: string
  readonly body: (userId: string) => string
  readonly rule: RepairRule
}[] = [
  {
    name: 'a field by its former name',
    body: (user) => loginBody({ user_id: undefined, userId: user }),
    rule: loginRule(
      [{ do: 'rename', at: '/userId', to: 'user_id' }],
      { code: 'unknown-field', pointer: '/userId' },
      'renamed',
    ),
  },
  {
    name: 'a field too many',
    body: (user) => loginBody({ user_id: user, session: { id: 7 } }),
    rule: loginRule(
      [{ do: 'drop', at: '/session' }],
      { code: 'unknown-field', pointer: '/session' },
      'dropped',
    ),
  },
  {
    name: 'a number in place of a text',
    body: (user) => loginBody({ user_id: user, app_version: 12.5 }),
    rule: loginRule([{ do: 'convert', at: '/app_version', to: 'text' }], { code: 'wrong-type' }, 'converted'),
  },
  {
    name: 'white space around a masked address',
    body: (user) => loginBody({ user_id: user, ip: ' 203.0.113.9 ' }),
    rule: loginRule([{ do: 'trim', at: '/ip' }], { code: 'not-an-ip' }, 'trimmed'),
  },
  {
    name: 'a missing locale',
    body: (user) => loginBody({ user_id: user, locale: undefined }),
    rule: loginRule([{ do: 'default', at: '/locale', value: null }], { code: 'missing-field' }, 'defaulted'),
  },
]

export const wrongLogin = (name: string, body: string, more: Partial<Delivery> = {}): Delivery =>
  createDelivery({ messageId: name, originId: name, body, ...more })

/** Without a rate and with the default limit of failures, whether the rule was previewed or not. */
export const asFast: ReplayOptions = { rate: null, mostFailures: 10, mayBeUnseen: true }

/** Logins with a field under its old name. */
export const former = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) =>
    wrongLogin(`m-${from + index}`, fiveCauses[0]?.body(`user-${from + index}`) ?? ''),
  )

/** The rule that mends those logins. */
export const renamed = fiveCauses[0]?.rule as RepairRule
