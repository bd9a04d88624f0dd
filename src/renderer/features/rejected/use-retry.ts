import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CommandInput } from '../../../contract/monitor.ts'
import { describeRetry } from '../../../contract/retry-words.ts'
import { failureOf, unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { showDone, showFailure } from '../../ui/toast.tsx'

/** Tries rejected messages again and reports the result. `onMoved` gets how many left the kept ones. */
export const useRetry = (onMoved: (moved: number, asked: CommandInput<'retryRejected'>) => void) => {
  const { client } = useMonitorContext()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (asked: CommandInput<'retryRejected'>) =>
      unwrap(await client.send('retryRejected', asked)),
    onSuccess: (outcome, asked) => {
      onMoved(outcome.loaded + outcome.alreadyLoaded, asked)
      for (const queryKey of [['rejected'], ['rejected-message'], ['rows'], ['runs']])
        void queries.invalidateQueries({ queryKey })
      if (outcome.failure === null || outcome.loaded + outcome.alreadyLoaded > 0)
        showDone(describeRetry(outcome))
      if (outcome.failure !== null) showFailure(outcome.failure)
    },
    onError: (error) => showFailure(failureOf(error)),
  })
}
