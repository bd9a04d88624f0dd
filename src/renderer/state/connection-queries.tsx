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
 * The queries over the current connection. Each connection has its own query store, so that nothing from one can be
 * shown for another, not even a late answer.
 */
export const useConnectionQueries = (): ConnectionQueries => {
  const number = useMonitor((state) => (state.loaded ? state.snapshot.connectionNumber : null))
  const [scope, setScope] = useState(() => ({ number, queries: createQueryClient() }))
  if (scope.number !== number) setScope({ number, queries: createQueryClient() })

  const before = useRef(number)
  useEffect(() => {
    // The view parameters in the address belonged to the former connection.
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
