import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RowIndexes } from '../../../contract/rows.ts'
import { isolated } from '../../../contract/visible.ts'
import { failureOf, unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { showDone, showFailure } from '../../ui/toast.tsx'

export interface RowIndexControl {
  /** Undefined until they are known. */
  readonly indexes: RowIndexes | undefined
  /** The column whose index is being created. */
  readonly making: string | null
  readonly make: (column: string) => void
  readonly cancel: () => void
  readonly drop: (column: string) => void
}

/** The indexes that sorting needs: which exist, and how to create and drop them. */
export const useRowIndexes = (enabled: boolean): RowIndexControl => {
  const { client } = useMonitorContext()
  const queries = useQueryClient()
  const [making, setMaking] = useState<{ readonly column: string; readonly operation: string } | null>(null)
  const query = useQuery({
    queryKey: ['rows', 'indexes'],
    queryFn: async () => unwrap(await client.send('listRowIndexes', {})),
    enabled,
  })
  const settled = () => queries.invalidateQueries({ queryKey: ['rows', 'indexes'] })
  const failed = (error: Error) => {
    const cause = failureOf(error)
    if (cause.code !== 'cancelled') showFailure(cause)
  }
  const { mutate: make } = useMutation({
    mutationFn: async (asked: { readonly column: string; readonly operation: string }) =>
      unwrap(await client.send('makeRowIndex', asked)),
    onMutate: setMaking,
    onSuccess: (_, { column }) => showDone(`Sorting by ${isolated(column)} is fast now`),
    onError: failed,
    onSettled: () => {
      setMaking(null)
      return settled()
    },
  })
  const { mutate: drop } = useMutation({
    mutationFn: async (column: string) => unwrap(await client.send('dropRowIndex', { column })),
    onSuccess: (_, column) => showDone(`The index for sorting by ${isolated(column)} is removed`),
    onError: failed,
    onSettled: settled,
  })
  return {
    indexes: query.data,
    making: making?.column ?? null,
    make: (column) => make({ column, operation: crypto.randomUUID() }),
    cancel: () => {
      if (making !== null) void client.send('cancelOperation', { operation: making.operation })
    },
    drop,
  }
}
