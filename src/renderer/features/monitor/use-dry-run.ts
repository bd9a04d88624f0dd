import { useMutation, useMutationState, useQueryClient, type MutationState } from '@tanstack/react-query'
import type { Failure } from '../../../contract/failure.ts'
import type { Forecast } from '../../../contract/runs.ts'
import { failureOf, unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { currentRunChoices } from '../../state/run-choices.ts'

const key = ['dry-run']

/** As many as one dry run may hold. */
const most = 10_000

/** Looks at no more than this where no limit is chosen. */
const usual = 1_000

export interface DryRunState {
  readonly looking: boolean
  readonly forecast: Forecast | null
  readonly failure: Failure | null
  readonly look: () => void
  /** Puts the forecast away. */
  readonly dismiss: () => void
}

/** The dry run that goes on, or what the last one found. */
export const useDryRun = (): DryRunState => {
  const { client } = useMonitorContext()
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationKey: key,
    mutationFn: async () => {
      const maxMessages = Math.min(currentRunChoices().maxMessages ?? usual, most)
      return unwrap(await client.send('dryRun', { maxMessages }))
    },
  })
  const last = useMutationState({
    filters: { mutationKey: key },
    select: (mutation) => mutation.state as MutationState<Forecast>,
  }).at(-1)
  return {
    looking: last?.status === 'pending',
    forecast: last?.data ?? null,
    failure: last?.error == null ? null : failureOf(last.error),
    look: () => mutate(),
    dismiss: () => {
      const cache = queries.getMutationCache()
      for (const mutation of cache.findAll({ mutationKey: key })) cache.remove(mutation)
    },
  }
}
