import { IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { lackWords } from '../state/lack-words.ts'
import { formatClock } from '../format/time.ts'
import type { Answer, Lack } from '../state/answer.ts'
import { useNow } from '../state/use-now.ts'
import { AsOf } from './as-of.tsx'
import { EmptyState } from './empty-state.tsx'
import classes from './known.module.css'
import { ListFailure } from './list-failure.tsx'

interface Props<T> {
  readonly answer: Answer<T>
  readonly onRetry: () => void
  /** Shown in place of an empty answer. */
  readonly empty?: {
    readonly is: (value: T) => boolean
    readonly show: ReactNode
  }
  readonly children: (value: T) => ReactNode
}

/**
 * What a view shows of an answer: the answer, an old one in grey with its time, or why there is none. It says that
 * there is nothing only if the answer says so.
 */
export const Known = <T,>({ answer, onRetry, empty, children }: Props<T>) => {
  switch (answer.state) {
    case 'pending':
      return answer.connecting ? <Connecting /> : <div aria-busy="true" />
    case 'failed':
      return <NotKnown lack={answer.lack} onRetry={onRetry} />
    default:
      return empty?.is(answer.value) === true ? (
        <Empty answer={answer} onRetry={onRetry} show={empty.show} />
      ) : (
        <Dated answer={answer} onRetry={onRetry}>
          {children(answer.value)}
        </Dated>
      )
  }
}

interface DatedProps {
  readonly answer: Answer<unknown>
  readonly onRetry: () => void
  readonly children: ReactNode
}

/**
 * What is known: as it is, or in grey with its time if there is no newer answer. The same place for both: what is typed
 * or open in it survives an outage.
 */
export const Dated = ({ answer, onRetry, children }: DatedProps) => (
  <div className={classes.place}>
    {answer.state === 'stale' && <AsOf at={answer.at} lack={answer.lack} onRetry={onRetry} />}
    <div className={classes.content} data-stale={answer.state === 'stale' || undefined}>
      {children}
    </div>
  </div>
)

interface EmptyProps<T> extends Pick<Props<T>, 'onRetry'> {
  readonly answer: Extract<Answer<T>, { readonly value: T }>
  readonly show: ReactNode
}

const Empty = <T,>({ answer, onRetry, show }: EmptyProps<T>) =>
  answer.state === 'answered' ? show : <NotKnown lack={answer.lack} nothingAt={answer.at} onRetry={onRetry} />

const Connecting = () => (
  <EmptyState Icon={IconPlugConnectedX} title="Connecting">
    What is there appears as soon as queue and database answer.
  </EmptyState>
)

interface NotKnownProps {
  readonly lack: Lack
  /** When there was nothing, in milliseconds since 1970, if that is the last known state. */
  readonly nothingAt?: number
  readonly onRetry: () => void
}

/** Shown in place of what is unknown now. The remedy is shown once, above all views. */
const NotKnown = ({ lack, nothingAt, onRetry }: NotKnownProps) => {
  const now = useNow()
  if (lack.why === 'error') return <ListFailure failure={lack.failure} onRetry={onRetry} />
  return (
    <EmptyState Icon={IconPlugConnectedX} title="Not known just now">
      What is here cannot be read: {lackWords(lack)}.
      {nothingAt !== undefined && ` At ${formatClock(nothingAt, now)} there was nothing here.`}
    </EmptyState>
  )
}
