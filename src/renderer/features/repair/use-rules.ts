import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RejectedSelection } from '../../../contract/rejected.ts'
import type { RepairPreview } from '../../../contract/repair-outcome.ts'
import { fileOfRule, type RepairRule } from '../../../contract/repair-rule.ts'
import type {
  KeptRuleView,
  LookedAt,
  LookView,
  RuleList,
  RuleProposal,
  RuleSample,
} from '../../../contract/rules.ts'
import { unwrap } from '../../state/commands.ts'
import { useMonitor, useMonitorContext } from '../../state/monitor-context.tsx'
import { useAnswer, type Reading } from '../../state/use-answer.ts'
import { keptAs } from './rule-draft.ts'

/** The rules that the database keeps. */
export const useRuleList = (): Reading<RuleList> =>
  useAnswer({ key: ['rules'], ask: (client) => client.send('listRules', {}), staleTime: 0 })

/** The rule that a person's version of a message suggests; asks nothing if there is no version. */
export const useProposal = (
  from: { readonly id: string; readonly version: number } | null,
): Reading<RuleProposal> =>
  useAnswer({
    key: ['rule-proposal', from],
    ask: (client) => client.send('proposeRule', { id: from?.id ?? '0', version: from?.version ?? 1 }),
    enabled: from !== null,
  })

/** What a rule makes of the message after another one. */
export const useSample = (
  rule: RepairRule | null,
  which: RejectedSelection,
  after: string | null,
): Reading<RuleSample | null> => {
  const file = rule === null ? null : fileOfRule(rule)
  return useAnswer<RuleSample | null>({
    key: ['rule-sample', file, which, after],
    ask: async (client) =>
      file === null ? { ok: true, value: null } : client.send('sampleOfRule', { rule: file, which, after }),
    enabled: rule !== null,
    // The former sample stays visible while a step is typed.
    placeholderData: (before) => before,
    gcTime: 60_000,
  })
}

/** A preview, and the rule it is for. */
export interface Previewed extends RepairPreview, LookedAt {
  readonly kept: KeptRuleView
  readonly of: RepairRule
}

export interface Previewing {
  readonly look: (rule: RepairRule) => void
  readonly cancel: () => void
  readonly isLooking: boolean
  /** The progress; null while it is unknown. */
  readonly progress: LookView | null
  readonly found: Previewed | null
  readonly error: Error | null
}

/**
 * Saves a rule, replacing the chosen one if the name is the same, and counts what it would do.
 *
 * @param onKept gets the rule as saved
 */
export const usePreviewing = (
  {
    which,
    rules,
    chosen,
  }: {
    readonly which: RejectedSelection
    readonly rules: readonly KeptRuleView[]
    readonly chosen: KeptRuleView | null
  },
  onKept: (kept: KeptRuleView) => void,
): Previewing => {
  const { client } = useMonitorContext()
  const queries = useQueryClient()
  const [operation, setOperation] = useState('')
  const progress = useMonitor((state) => state.snapshot.looks[operation] ?? null)
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async ({
      rule,
      name,
    }: {
      readonly rule: RepairRule
      readonly name: string
    }): Promise<Previewed> => {
      const instead = chosen?.name === rule.name ? chosen.hash : null
      const kept =
        keptAs(rule, rules) ??
        unwrap(await client.send('keepRule', { from: { by: 'made', rule: fileOfRule(rule) }, instead }))
      void queries.invalidateQueries({ queryKey: ['rules'] })
      onKept(kept)
      const preview = unwrap(await client.send('previewRule', { hash: kept.hash, which, operation: name }))
      return { ...preview, kept, of: rule }
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['rules'] }),
  })
  return {
    look: (rule) => {
      const name = crypto.randomUUID()
      setOperation(name)
      mutate({ rule, name })
    },
    cancel: () => void client.send('cancelOperation', { operation }),
    isLooking: isPending,
    progress,
    found: data ?? null,
    error,
  }
}
