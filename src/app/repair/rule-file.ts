import { createHash } from 'node:crypto'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { readRepair } from '../../contract/read-repair.ts'
import { fileOfRule, type RepairRule } from '../../contract/repair-rule.ts'
import { largestRule } from '../../contract/rules.ts'
import { canonicalJson, definitionHash } from '../../pipeline/definition-hash.ts'
import { readJsonBytes, readJsonFile, type JsonFileReading, type ReadValue } from '../json-file.ts'

export interface RuleFile {
  readonly rule: RepairRule
  /** As it was written. */
  readonly text: string
  readonly hash: string
}

const kind = { holds: 'rule', largest: largestRule }

/** Reads the rule in a file that a person named. Throws `FailureError` with `repair-rule-unusable`, each mistake a line. */
export const readRuleFile = (path: string, event: EventDefinition): RuleFile =>
  demandRead(readJsonFile(path, kind, (value) => readRule(value, event)))

/** The same of the bytes of a file. */
export const readRuleBytes = (name: string, bytes: Uint8Array, event: EventDefinition): RuleFile =>
  demandRead(readJsonBytes(name, bytes, (value) => readRule(value, event)))

const readRule = (value: unknown, event: EventDefinition): ReturnType<ReadValue<RepairRule>> => {
  const read = readRepair(value, event, definitionHash(event))
  return read.ok ? { ok: true, value: read.rule } : read
}

const demandRead = (reading: JsonFileReading<RepairRule>): RuleFile => {
  if (!reading.ok)
    throw new FailureError(failure('repair-rule-unusable', { problems: reading.mistakes.join('\n') }))
  return { rule: reading.value, text: reading.text, hash: ruleHash(reading.value) }
}

/** Names a rule by what it does, however its file is written. */
export const ruleHash = (rule: RepairRule): string =>
  createHash('sha256')
    .update(canonicalJson(fileOfRule(rule)), 'utf8')
    .digest('hex')
    .slice(0, 16)
