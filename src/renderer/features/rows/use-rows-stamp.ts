import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Stamp } from '../../ui/use-following.ts'

/** Which state of the table is read; empty until the first is known. */
export const useRowsStamp = (): Stamp => {
  // Fetched again, and so changed, whenever rows were changed; see `useFreshQueries`.
  const newest =
    useQuery({ queryKey: ['rows', 'changed'], queryFn: () => crypto.randomUUID(), staleTime: Infinity })
      .data ?? ''
  const [shown, show] = useState(newest)
  if (shown === '' && newest !== '') show(newest)
  return { shown, newest, show }
}
