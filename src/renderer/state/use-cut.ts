import { useMemo } from 'react'
import { cutOf, type Cut, type Side } from './cut.ts'
import { useMonitor } from './monitor-context.tsx'

/** What cuts this page off from one side; null if nothing is known to. */
export const useCut = (side: Side): Cut | null => {
  const link = useMonitor((state) => state.link)
  const loaded = useMonitor((state) => state.loaded)
  const connection = useMonitor((state) => state.snapshot.connection)
  const neighbours = useMonitor((state) => state.snapshot.neighbours)
  return useMemo(
    () => cutOf({ link, loaded, snapshot: { connection, neighbours } }, side),
    [link, loaded, connection, neighbours, side],
  )
}
