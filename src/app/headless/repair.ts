import { basename } from 'node:path'
import { whoWorks } from '../../adapters/postgres/audit.ts'
import { getRejectedText } from '../../adapters/postgres/rejected.ts'
import { readHistory } from '../../adapters/postgres/repair-history.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { rejectedInputs, type RejectedSelection } from '../../contract/rejected.ts'
import type { RepairHistory } from '../../contract/repair-history.ts'
import type { RepairRule } from '../../contract/repair-rule.ts'
import type { ReasonCode } from '../../contract/reason.ts'
import type { KeptRuleView, RuleList } from '../../contract/rules.ts'
import { proposeRule } from '../../pipeline/repair/propose.ts'
import { createSeal } from '../../pipeline/seal.ts'
import { readNamedBytes } from '../../system/own-path.ts'
import type { Settings } from '../config.ts'
import { withReading, withStorage } from './with-database.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { loadKeyRing } from '../key-ring.ts'
import { nameOfDatabase } from '../run-circumstances.ts'
import type { RuleBench } from '../repair/bench.ts'
import { openNamedRule, readNamedFile } from '../repair/named-rule.ts'
import { demandKept, putAway, rulesOf, switchRule } from '../repair/rule-shelf.ts'

/** The command line's part in mending rejected messages; each function opens what it needs and closes it. */

export interface FixRequest {
  /** The path of its file, or the name or hash of a stored rule. */
  readonly rule: string
  readonly cause: string | null
  readonly code: ReasonCode | null
  readonly runId: string | null
}

/**
 * Opens a rule for the chosen kept messages. Throws `FailureError` or `PortError`.
 *
 * @param onNotice is told in sentences what else is worth knowing
 */
export const withRuleBench = async <T>(
  settings: Settings,
  { rule: named, ...filter }: FixRequest,
  queueThread: URL,
  action: (bench: RuleBench, rule: RepairRule) => Promise<T>,
  onNotice: (sentence: string) => void,
): Promise<T> => {
  const effective = effectiveSettings(settings, 'database')
  const { event } = effective
  const file = readNamedFile(named, event)
  return withStorage(
    effective,
    queueThread,
    async (storage, embedded) => {
      storage.notices.forEach(onNotice)
      const { names } = storage.database
      const request = {
        ...{ storage, event, which: keptOf(filter), by: whoWorks() },
        rules: { allowUnknownFields: effective.allowUnknownFields },
        database: nameOfDatabase({ address: names.address, name: names.database, embedded }),
      }
      const { bench, rule } = await openNamedRule(request, named, file)
      return action(bench, rule)
    },
    onNotice,
  )
}

const keptOf = (filter: Omit<FixRequest, 'rule'>): RejectedSelection => ({
  by: 'filter',
  filter: { ...rejectedInputs.listRejected.parse({}).filter, ...filter },
})

/** The most that a message unpacks to, in bytes. */
const largestEdited = 8 * 1_024 * 1_024

/**
 * The rule that does to a rejected message what a person did in a file. Throws `FailureError` with
 * `repair-rule-unusable` if there is none, or as the others do.
 */
export const proposeFrom = (
  settings: Settings,
  { id, edited, name }: { readonly id: string; readonly edited: string; readonly name: string },
  queueThread: URL,
): Promise<RepairRule> =>
  withReading(settings, queueThread, async (database, event) => {
    const message = await getRejectedText(database, (await readHistory(database, id)).id)
    const seal = createSeal(loadKeyRing(effectiveSettings(settings, 'database')).seal.bytes)
    const { body } = seal.open(message.originId, message.sealedBody)
    const proposal = proposeRule(body, readEdited(edited), event, name)
    if (proposal.ok) return proposal.rule
    throw unusable(`No rule can be proposed: ${proposal.why}.`)
  })

const unusable = (problems: string): FailureError =>
  new FailureError(failure('repair-rule-unusable', { problems }))

const readEdited = (path: string): string => {
  const name = basename(path)
  let bytes: Uint8Array | null
  try {
    bytes = readNamedBytes(path, largestEdited)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw unusable(`${name}: cannot be read${code}`)
  }
  if (bytes === null) throw unusable(`${name}: larger than any message`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unusable(`${name}: not UTF-8; save it as UTF-8`)
  }
}

/** A rejected message with all its versions, by its message id or its number. Throws `FailureError` or `PortError`. */
export const historyOf = (settings: Settings, name: string, queueThread: URL): Promise<RepairHistory> =>
  withReading(settings, queueThread, (database) => readHistory(database, name))

/** The rules stored in the database. Throws `FailureError` or `PortError`. */
export const keptRules = (settings: Settings, queueThread: URL): Promise<RuleList> =>
  withReading(settings, queueThread, (database, event) => rulesOf(database, event))

/** The text of a rule's file, by its name or its hash. Throws `FailureError` with `not-found` among others, or `PortError`. */
export const keptRuleText = (settings: Settings, named: string, queueThread: URL): Promise<string> =>
  withReading(settings, queueThread, async (database) => (await demandKept(database, named)).file)

/** Switches on or off whether a rule mends what runs reject. Throws `FailureError` or `PortError`, and `repair-rule-unseen`. */
export const switchKeptRule = (
  settings: Settings,
  named: string,
  on: boolean,
  queueThread: URL,
): Promise<KeptRuleView> =>
  withReading(settings, queueThread, (database, event) => switchRule(database, event, named, on), {
    mode: 'writing',
  })

/** Removes a rule from the list and returns its name. Throws `FailureError` or `PortError`. */
export const deleteKeptRule = (settings: Settings, named: string, queueThread: URL): Promise<string> =>
  withReading(
    settings,
    queueThread,
    async (database) => {
      const { name, hash } = await demandKept(database, named)
      await putAway(database, hash, true)
      return name
    },
    { mode: 'writing' },
  )
