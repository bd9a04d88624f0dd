import { useMutation } from '@tanstack/react-query'
import { failure, FailureError, type Failure } from '../../contract/failure.ts'
import type { CommandInput, CommandName, CommandOutputs } from '../../contract/monitor.ts'
import type { Result } from '../../contract/result.ts'
import { useMonitorContext } from './monitor-context.tsx'

/** The value of a result; throws its failure as a `FailureError`, the form in which queries carry it. */
export const unwrap = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new FailureError(result.failure)
}

/** The failure that a query or a mutation carries. */
export const failureOf = (error: Error): Failure =>
  error instanceof FailureError ? error.failure : failure('internal', { code: error.name })

/**
 * A command behind a button: `mutate` sends it, `isPending` and `error` tell how it goes. Commands that share a `group`
 * can be watched together.
 */
export const useCommand = <N extends CommandName>(name: N, group: readonly string[] = [name]) => {
  const { client } = useMonitorContext()
  return useMutation<CommandOutputs[N], Error, CommandInput<N>>({
    mutationKey: group,
    mutationFn: async (input) => unwrap(await client.send(name, input)),
  })
}
