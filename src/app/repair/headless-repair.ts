import { userInfo } from 'node:os'
import { readHistory } from '../../adapters/postgres/repair-history.ts'
import { rejectedInputs, type RejectedSelection } from '../../contract/rejected.ts'
import type { RepairHistory } from '../../contract/repair-history.ts'
import type { RepairRule } from '../../contract/repair-rule.ts'
import type { ReasonCode } from '../../contract/reason.ts'
import type { Settings } from '../config.ts'
import { withReading, withStorage } from '../headless.ts'
import { inForce } from '../in-force.ts'
import { nameOfDatabase } from '../run-circumstances.ts'
import { openRuleBench, type RuleBench } from './bench.ts'
import { readRuleFile } from './rule-file.ts'

/** What the command line does with rejected messages that are mended; each opens what it needs and closes it again. */

export interface FixRequest {
  readonly path: string
  readonly cause: string | null
  readonly code: ReasonCode | null
  readonly runId: string | null
}

/**
 * Lays the rule in a file on the bench, for the kept messages that are meant. Throws `FailureError` or `PortError`.
 *
 * @param onNotice hears in sentences what else is worth knowing
 */
export const withRuleBench = async <T>(
  settings: Settings,
  { path, ...filter }: FixRequest,
  queueThread: URL,
  action: (bench: RuleBench, rule: RepairRule) => Promise<T>,
  onNotice: (sentence: string) => void,
): Promise<T> => {
  const effective = inForce(settings, 'database')
  const { event } = effective
  const file = readRuleFile(path, event)
  return withStorage(
    effective,
    queueThread,
    async (storage, embedded) => {
      storage.notices.forEach(onNotice)
      const { names } = storage.database
      const bench = await openRuleBench(
        {
          ...{ storage, event, which: keptOf(filter), by: accountName() },
          rules: { allowUnknownFields: effective.allowUnknownFields },
          database: nameOfDatabase({ address: names.address, name: names.database, embedded }),
        },
        file,
      )
      return await action(bench, file.rule)
    },
    onNotice,
  )
}

const keptOf = (filter: Omit<FixRequest, 'path'>): RejectedSelection => ({
  by: 'filter',
  filter: { ...rejectedInputs.listRejected.parse({}).filter, ...filter },
})

/** An account need not have a name. */
const accountName = (): string => {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}

/** A rejected message with all its versions, by its message id or its number. Throws `FailureError` or `PortError`. */
export const historyOf = (settings: Settings, name: string, queueThread: URL): Promise<RepairHistory> =>
  withReading(settings, queueThread, (database) => readHistory(database, name))
