import { absentNeighbours } from '../../contract/neighbours.ts'
import type { Connection } from '../../contract/snapshot.ts'
import { visible } from '../../contract/visible.ts'
import { neighbourReason, neighbourWords } from '../format/neighbour.ts'
import type { MonitorState } from '../state/monitor-store.ts'
import { useMonitor } from '../state/monitor-context.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { SenderText } from '../ui/sender-text.tsx'
import classes from './status-line.module.css'

const words = {
  lost: 'Not in touch',
  connecting: 'Connecting',
  connected: 'Connected',
  failed: 'Not connected',
} as const

const stateOf = (state: MonitorState): keyof typeof words =>
  state.link === 'open' ? state.snapshot.connection.state : state.loaded ? 'lost' : 'connecting'

/** The bottom of the window: what it is connected to, and which of the two does not answer. */
export const StatusLine = () => {
  const state = useMonitor(stateOf)
  const { connection, neighbours } = useMonitor((monitor) => monitor.snapshot)
  const absent = state === 'connected' ? absentNeighbours(neighbours) : []
  return (
    <footer className={classes.line} aria-label="Status">
      {absent.length === 0 && (
        <span className={classes.state} data-state={state}>
          {words[state]}
        </span>
      )}
      {absent.map(([name, neighbour]) => (
        <span
          key={name}
          className={classes.state}
          data-state={neighbour.state}
          title={neighbourReason(neighbour)}
        >
          {neighbourWords(name, neighbour)} <RelativeTime at={neighbour.since} />
        </span>
      ))}
      <SourceItems connection={connection} />
    </footer>
  )
}

const SourceItems = ({ connection }: { readonly connection: Connection }) => {
  if (connection.state !== 'connected') return null
  const { queue, database, maskKey } = connection.source
  return (
    <dl className={classes.items}>
      <Item label="Queue" title={`${queue.name} at ${queue.endpoint}`}>
        <SenderText text={queue.name} />{' '}
        <span className={classes.quiet}>
          {queue.embedded ? 'built-in queue' : <SenderText text={queue.endpoint} />}
        </span>
      </Item>
      <Item label="Database" title={`${database.name} at ${database.address}`}>
        <SenderText text={database.name} />{' '}
        <span className={classes.quiet}>
          {database.embedded ? 'built-in PostgreSQL' : <SenderText text={database.address} />}
        </span>
      </Item>
      <Item label="Mask key" title={`From ${maskKey.origin}. Equal check values mean equal keys.`}>
        <span className={classes.mono}>{maskKey.checkValue}</span>
      </Item>
    </dl>
  )
}

interface ItemProps {
  readonly label: string
  readonly title: string
  readonly children: React.ReactNode
}

const Item = ({ label, title, children }: ItemProps) => (
  <div className={classes.item} title={visible(title)}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)
