import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Failure } from '../../../contract/failure.ts'
import type { RejectedSearch } from '../../../contract/finding.ts'
import type { RejectedFilter } from '../../../contract/rejected.ts'
import type { LookView } from '../../../contract/rules.ts'
import { failureOf, unwrap } from '../../state/commands.ts'
import { useMonitor, useMonitorContext } from '../../state/monitor-context.tsx'

/** The state of a text search. */
export interface TextSearch {
  /** Null while it runs, and if nothing is searched for. */
  readonly found: RejectedSearch | null
  readonly isGoing: boolean
  /** Null before the first message was opened. */
  readonly progress: LookView | null
  readonly failure: Failure | null
  readonly again: () => void
}

/**
 * Searches the covered bodies of the messages that a filter matches for a text. A change of text or filter, or
 * clearing the text, ends the current search.
 *
 * @param place identifies the database
 */
export const useTextSearch = (
  place: string,
  filter: RejectedFilter,
  text: string | null,
  enabled: boolean,
): TextSearch => {
  const { client } = useMonitorContext()
  const [operation, setOperation] = useState('')
  const progress = useMonitor((state) => state.snapshot.looks[operation] ?? null)
  const isAsked = text !== null && enabled
  const query = useQuery({
    queryKey: ['rejected-text', place, filter, text],
    queryFn: async ({ signal }) => {
      const own = crypto.randomUUID()
      setOperation(own)
      signal.addEventListener('abort', () => void client.send('cancelOperation', { operation: own }))
      return unwrap(await client.send('searchRejected', { filter, text: text ?? '', operation: own }))
    },
    staleTime: Infinity,
    gcTime: 60_000,
    enabled: isAsked,
  })
  return {
    found: text === null ? null : (query.data ?? null),
    isGoing: isAsked && query.isFetching,
    progress: isAsked && query.isFetching ? progress : null,
    failure: text === null || query.error === null ? null : failureOf(query.error),
    again: () => void query.refetch(),
  }
}
