import type { CommandOutputs } from '../../src/contract/monitor.ts'
import type { KeptRuleView, StageView } from '../../src/contract/rules.ts'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok } from '../../src/contract/result.ts'
import type { RepairOutcome } from '../../src/contract/repair-outcome.ts'
import { ruleOf, type RepairFile } from '../../src/contract/repair-rule.ts'
import { logins } from '../../src/contract/logins.ts'
import { definitionHash } from '../../src/pipeline/definition-hash.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'

const definition = definitionHash(logins)
const when = '2026-03-04T05:06:07.000Z'

/** A rule that mends, and one that was made for another definition. */
const renamed: RepairFile = {
  ...{ name: 'former-names', definition },
  steps: [{ do: 'rename', at: '/userId', to: 'user_id' }],
}
const foreign: RepairFile = { ...renamed, name: 'foreign', definition: '0123456789abcdef' }

const viewOf = (file: RepairFile, more: Partial<KeptRuleView> = {}): KeptRuleView => ({
  ...{ hash: 'aaaaaaaaaaaaaaaa', name: file.name, rule: ruleOf(file), origin: 'made-here' },
  ...{ keptAt: when, previewedAt: null, usedAt: null, enabledAt: null, why: null },
  ...more,
})

const keptRules: readonly KeptRuleView[] = [
  viewOf(renamed, { previewedAt: when, usedAt: when }),
  viewOf(foreign, {
    ...{ hash: 'bbbbbbbbbbbbbbbb', origin: 'file' },
    why: 'definition: made for the definition "0123456789abcdef"; the one of Login events in force is another',
  }),
]

const sample: CommandOutputs['sampleOfRule'] = {
  ...{ id: '1', messageId: 'first-message-0', isChanged: true, reasons: [] },
  parts: [
    { kind: 'same', text: '{' },
    { kind: 'gone', text: '"userId"' },
    { kind: 'come', text: '"user_id"' },
    { kind: 'same', text: ':"•••••","ip":"•••••••••"' },
    { kind: 'skipped', characters: 1_204 },
    { kind: 'same', text: '}' },
  ],
}

export const preview = {
  ...{
    rule: 'former-names',
    meant: 1_240,
    changed: 1_239,
    wouldPass: 1_198,
    alreadyLoaded: 0,
    wouldFail: 41,
    capped: 0,
    upTo: '9',
  },
  reasons: [
    { code: 'not-an-ip', pointer: '/ip', count: 40 },
    { code: 'missing-field', pointer: '/locale', count: 1 },
  ],
} as const satisfies CommandOutputs['previewRule']

export const stagesTo = (
  ...counts: readonly (readonly [sent: number, failed: number])[]
): readonly StageView[] =>
  counts.map(([sent, failedOnes], index) => ({
    stage: index + 1,
    size: 10 ** index,
    sent,
    failed: failedOnes,
  }))

export const done: RepairOutcome = {
  ...{ rule: 'former-names', runId: 'r', meant: 1_240, sent: 1_239, loaded: 1_190, alreadyLoaded: 8 },
  ...{ rejectedAgain: 41, capped: 0, taken: 0, end: 'done', stage: null, failure: null },
}

/** Makes a scripted engine keep, try and apply rules, each with the same answers. */
export const scriptRules = (monitor: ScriptedMonitor): void => {
  let rules = keptRules
  monitor.answerWith('listRules', () => ok({ definition, rules }))
  monitor.answerWith('sampleOfRule', ({ after = null }) => ok(after === null ? sample : null))
  monitor.answerWith('keepRule', ({ from }) => {
    if (from.by === 'file')
      return failed(
        failure('repair-rule-unusable', { problems: 'mine.json:1:1 not JSON: a value is missing' }),
      )
    const kept = viewOf(from.rule, { hash: 'cccccccccccccccc' })
    rules = [...keptRules, kept]
    return ok(kept)
  })
  monitor.answerWith('renameRule', ({ name }) => {
    const kept = viewOf({ ...renamed, name })
    rules = [kept]
    return ok(kept)
  })
  monitor.answerWith('enableRule', ({ on }) => {
    const kept = viewOf(renamed, { previewedAt: when, enabledAt: on ? when : null })
    rules = [kept]
    return ok(kept)
  })
  monitor.answerWith('previewRule', () => ok(preview))
  monitor.answerWith('applyRule', () => ok({ runId: 'r' }))
  monitor.answerWith('previewRetry', () => ok({ looked: 1_240, wouldPass: 1_204, upTo: '7' }))
}
