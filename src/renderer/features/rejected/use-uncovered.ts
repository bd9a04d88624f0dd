import { useMutation } from '@tanstack/react-query'
import { failureOf, unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { showFailure } from '../../ui/toast.tsx'

/** A body in clear, from when it was requested until it is covered again. */
export interface Uncovered {
  /** Null while it is covered. */
  readonly body: string | null
  readonly busy: boolean
  readonly uncover: (why: string) => void
  readonly cover: () => void
}

/** Each press asks once, as each is recorded in the audit; nothing asks by itself, and nothing is kept that is not shown. */
export const useUncovered = (id: string): Uncovered => {
  const { client } = useMonitorContext()
  const { data, isPending, mutate, reset } = useMutation({
    mutationFn: async (why: string) =>
      unwrap(await client.send('getRejected', { id, uncover: { why } })).body,
    onError: (error) => showFailure(failureOf(error)),
    gcTime: 0,
  })
  return { body: data ?? null, busy: isPending, uncover: mutate, cover: reset }
}
