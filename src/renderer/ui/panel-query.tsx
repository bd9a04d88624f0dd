import { Loader } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answerOf, type Answer } from '../state/answer.ts'
import { useCut } from '../state/use-cut.ts'
import { AsOf } from './as-of.tsx'
import { Known } from './known.tsx'
import classes from './side-panel.module.css'

interface Props<T> {
  readonly answer: Answer<T>
  readonly onRetry: () => void
  readonly children: (data: T) => ReactNode
}

/** A side panel's view of an answer: as everywhere, with a sign while it is being asked. */
export const PanelAnswer = <T,>({ answer, onRetry, children }: Props<T>) => {
  switch (answer.state) {
    case 'pending':
      return <Loader className={classes.loader} size={20} color="var(--accent)" aria-label="Loading" />
    case 'failed':
      return (
        <Known answer={answer} onRetry={onRetry}>
          {() => null}
        </Known>
      )
    default:
      return (
        <>
          {answer.state === 'stale' && <AsOf at={answer.at} lack={answer.lack} onRetry={onRetry} />}
          {children(answer.value)}
        </>
      )
  }
}

interface QueryProps<T> {
  readonly query: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
}

/** The same for a query of the database. */
export const PanelQuery = <T,>({ query, children }: QueryProps<T>) => (
  <PanelAnswer answer={answerOf(query, useCut('database'))} onRetry={() => void query.refetch()}>
    {children}
  </PanelAnswer>
)
