import { Loader } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { failureOf } from '../state/commands.ts'
import { ListFailure } from './list-failure.tsx'
import classes from './side-panel.module.css'

interface Props<T> {
  readonly query: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
}

/** What a side panel shows of a query: its answer, or that it is asked, or why there is none. */
export const PanelQuery = <T,>({ query, children }: Props<T>) => {
  if (query.data !== undefined) return children(query.data)
  if (query.isError)
    return <ListFailure failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
  return <Loader className={classes.loader} size={20} color="var(--accent)" aria-label="Loading" />
}
