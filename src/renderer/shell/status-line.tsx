import { Button, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import type { NeighbourName } from '../../contract/neighbours.ts'
import type { Connection } from '../../contract/snapshot.ts'
import { visible } from '../../contract/visible.ts'
import { nextTryWords, sideStatus, type SideStatus } from '../state/side-status.ts'
import { formatClock } from '../format/time.ts'
import { useCommand } from '../state/commands.ts'
import type { MonitorState } from '../state/monitor-store.ts'
import { useMonitor } from '../state/monitor-context.tsx'
import { useNow } from '../state/use-now.ts'
import { SenderText } from '../ui/sender-text.tsx'
import { ConnectionSwitch } from './connection-switch.tsx'
import classes from './status-line.module.css'

/** The bottom of the window: the connection, and the state of its queue and database. */
export const StatusLine = () => {
  const state = useMonitor((monitor) => monitor)
  const { connection } = state.snapshot
  const mayTry = useMonitor(mayTryNow)
  return (
    <footer className={classes.line} aria-label="Status" data-part>
      {state.loaded && state.link === 'lost' && (
        <span className={classes.state} data-state="away">
          Disconnected
        </span>
      )}
      <ConnectionSwitch />
      <div className={classes.items}>
        <Side label="Queue" side="queue" state={state} />
        <Side label="Database" side="database" state={state} />
        {mayTry && <TryNow />}
        {connection.state === 'connected' && <MaskKey {...connection.source.maskKey} />}
      </div>
    </footer>
  )
}

const mayTryNow = ({ link, snapshot: { connection, neighbours } }: MonitorState): boolean =>
  link === 'open' &&
  (connection.state === 'failed' ||
    (connection.state === 'connected' &&
      [neighbours.queue, neighbours.database].some((neighbour) => neighbour?.state === 'away')))

const TryNow = () => {
  const tryNow = useCommand('tryNow')
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      className={`${classes.switch} ${classes.again}`}
      loading={tryNow.isPending}
      onClick={() => tryNow.mutate({})}
    >
      Try now
    </Button>
  )
}

interface SideProps {
  readonly label: string
  readonly side: NeighbourName
  readonly state: MonitorState
}

/** The queue or the database: its name, its place, and its state. */
const Side = ({ label, side, state }: SideProps) => {
  const status = sideStatus(state, side)
  const place = placeOf(state.snapshot.connection, side)
  return (
    <div className={classes.side} title={titleOf(status, place)} data-testid={`status-${side}`}>
      <span className={classes.state} data-state={status.state}>
        {label}
      </span>
      {place !== null && (
        <span className={classes.place}>
          <SenderText text={place.name} />{' '}
          {status.words === null && (
            <span className={classes.quiet}>
              {place.isBuiltIn ? 'built in' : <SenderText text={place.address} />}
            </span>
          )}
        </span>
      )}
      {status.words === null ? (
        <VisuallyHidden>answers</VisuallyHidden>
      ) : (
        <span className={classes.words}>
          {status.words}
          {status.since !== null && <Times since={status.since} nextTryAt={status.nextTryAt} />}
        </span>
      )}
    </div>
  )
}

const Times = ({
  since,
  nextTryAt,
}: Pick<SideStatus, 'nextTryAt'> & { readonly since: number }): ReactNode => {
  const now = useNow()
  return (
    <>
      {` since ${formatClock(since, now)}`}
      {nextTryAt !== null && (
        <span className={classes.quiet} aria-hidden>{` · ${nextTryWords(nextTryAt, now)}`}</span>
      )}
    </>
  )
}

interface Place {
  readonly name: string
  readonly address: string
  readonly isBuiltIn: boolean
}

const placeOf = (connection: Connection, side: NeighbourName): Place | null => {
  if (connection.state !== 'connected') return null
  const { queue, database } = connection.source
  return side === 'queue'
    ? { name: queue.name, address: queue.endpoint, isBuiltIn: queue.embedded }
    : { name: database.name, address: database.address, isBuiltIn: database.embedded }
}

const titleOf = ({ cause }: SideStatus, place: Place | null): string | undefined => {
  const parts = [place === null ? null : `${place.name} at ${place.address}`, cause]
  return visible(parts.filter((part) => part !== null).join('\n')) || undefined
}

const MaskKey = ({ origin, checkValue }: { readonly origin: string; readonly checkValue: string }) => (
  <div className={classes.key} title={visible(`From ${origin}. Equal check values mean equal keys.`)}>
    <span className={classes.quiet}>Mask key</span> <span className={classes.mono}>{checkValue}</span>
  </div>
)
