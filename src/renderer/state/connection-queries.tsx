import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { Fragment, useEffect, useRef, useState, type ReactNode } from 'react'
import { useMonitor } from './monitor-context.tsx'
import { createQueryClient } from './query-client.ts'
import { forgetViewParams } from './use-view.ts'

export interface ConnectionQueries {
  /** See `Snapshot`; null before it is known. */
  readonly number: number | null
  readonly queries: QueryClient
}

/**
 * What was asked over the connection on show. Each connection has a store of answers of its own, so that nothing of one can
 * be seen on the screen of another, not even an answer that comes late.
 */
export const useConnectionQueries = (): ConnectionQueries => {
  const number = useMonitor((state) => (state.loaded ? state.snapshot.connectionNumber : null))
  const [scope, setScope] = useState(() => ({ number, queries: createQueryClient() }))
  if (scope.number !== number) setScope({ number, queries: createQueryClient() })

  const before = useRef(number)
  useEffect(() => {
    // What the address says to show was of the connection before.
    if (before.current !== null && before.current !== number) forgetViewParams()
    before.current = number
  }, [number])
  return scope
}

interface Props {
  readonly scope: ConnectionQueries
  readonly children: ReactNode
}

/** Everything beneath it starts over with another connection: answers, filters, what is open and what is picked. */
export const OverConnection = ({ scope: { number, queries }, children }: Props) => (
  <QueryClientProvider client={queries}>
    <Fragment key={number}>{children}</Fragment>
  </QueryClientProvider>
)
