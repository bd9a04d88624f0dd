import { useQuery } from '@tanstack/react-query'
import { unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'

/** What the file of a definition says now; nothing for no file. Needs no connection. */
export const useEventLook = (path: string | null) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['event', path],
    queryFn: async () => unwrap(await client.send('lookAtEvent', { path: path ?? '' })),
    enabled: path !== null && path !== '',
    staleTime: 0,
  })
}
