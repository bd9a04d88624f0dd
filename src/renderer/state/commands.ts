import { useMutation, useMutationState, type MutationState } from '@tanstack/react-query'
import { failure, FailureError, type Failure } from '../../contract/failure.ts'
import type { CommandInput, CommandName, CommandOutputs } from '../../contract/monitor.ts'
import type { Result } from '../../contract/result.ts'
import { useMonitor, useMonitorContext } from './monitor-context.tsx'

/** The value of a result; throws its failure as a `FailureError`, the form in which queries carry it. */
export const unwrap = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new FailureError(result.failure)
}

/** The failure that a query or a mutation carries. */
export const failureOf = (error: Error): Failure =>
  error instanceof FailureError ? error.failure : failure('internal', { code: error.name })

/** The progress of a group's commands belongs to one connection, not to the next. */
const useGroupKey = (group: string): readonly unknown[] => [
  group,
  useMonitor((state) => state.snapshot.connectionNumber),
]

/**
 * A command behind a button: `mutate` sends it, `isPending` and `error` report on it. Commands that share a `group`
 * can be watched together, from anywhere in the window.
 */
export const useCommand = <N extends CommandName>(name: N, group: string = name) => {
  const { client, pageQueries } = useMonitorContext()
  return useMutation<CommandOutputs[N], Error, CommandInput<N>>(
    { mutationKey: useGroupKey(group), mutationFn: async (input) => unwrap(await client.send(name, input)) },
    pageQueries,
  )
}

/**
 * The same for a command that reconnects, or outlasts the connection: its answer is heard in the next one too, and so
 * are the callbacks of `mutate`.
 */
export const useLastingCommand = <N extends CommandName>(name: N) => {
  const { client, pageQueries } = useMonitorContext()
  return useMutation<CommandOutputs[N], Error, CommandInput<N>>(
    { mutationFn: async (input) => unwrap(await client.send(name, input)) },
    pageQueries,
  )
}

/** The state of a group's last command; null if there was none. */
export const useLastCommand = <N extends CommandName>(
  group: string,
): MutationState<CommandOutputs[N]> | null => {
  const { pageQueries } = useMonitorContext()
  const states = useMutationState(
    {
      filters: { mutationKey: useGroupKey(group) },
      select: (mutation) => mutation.state as MutationState<CommandOutputs[N]>,
    },
    pageQueries,
  )
  return states.at(-1) ?? null
}

/** Clears the state of a group's commands. */
export const useForgetCommands = (group: string): (() => void) => {
  const { pageQueries } = useMonitorContext()
  const mutationKey = useGroupKey(group)
  return () => {
    const cache = pageQueries.getMutationCache()
    for (const mutation of cache.findAll({ mutationKey })) cache.remove(mutation)
  }
}
