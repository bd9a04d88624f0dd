import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CommandInput, CommandName, CommandOutputs } from '../../../contract/monitor.ts'
import type { SettingsView } from '../../../contract/settings.ts'
import { unwrap } from '../../state/commands.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'

const key = ['settings']

/** The stored settings. Needs no connection. */
export const useSettings = () =>
  useAnswer({ key, ask: (client) => client.send('getSettings', {}), side: 'sluice' })

/** A command that changes the settings; its reply is shown at once. */
export const useSettingsCommand = <N extends CommandName>(
  name: N,
  viewOf: (output: CommandOutputs[N]) => SettingsView | null,
) => {
  const { client } = useMonitorContext()
  const queries = useQueryClient()
  return useMutation<CommandOutputs[N], Error, CommandInput<N>>({
    mutationKey: key,
    mutationFn: async (input) => unwrap(await client.send(name, input)),
    onSuccess: (output) => {
      const view = viewOf(output)
      if (view !== null) queries.setQueryData(key, view)
    },
  })
}
