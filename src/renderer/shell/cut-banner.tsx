import { Button } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { describeFailure, type Failure } from '../../contract/failure.ts'
import {
  absentNeighbours,
  mostRestarts,
  type AbsentNeighbour,
  type NeighbourName,
} from '../../contract/neighbours.ts'
import type { Connection } from '../../contract/snapshot.ts'
import { EventChange } from '../features/monitor/event-change.tsx'
import { sideNames } from '../state/lack-words.ts'
import { nextTryWords } from '../state/side-status.ts'
import { formatClock, formatExactTime } from '../format/time.ts'
import { failureOf, useCommand } from '../state/commands.ts'
import { useMonitor } from '../state/monitor-context.tsx'
import { primaryButton } from '../state/primary-button.ts'
import { useNow } from '../state/use-now.ts'
import { viewHref } from '../state/use-view.ts'
import { useBannerVariant } from '../state/use-lead-variant.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import notice from '../ui/notice.module.css'
import classes from './cut-banner.module.css'
import { doorOf, mayRejectMisfits } from './door.ts'
import { Sentence } from '../ui/sender-text.tsx'
import { isolated } from '../../contract/visible.ts'

/** Above every view: what is cut off, since when, and the link to its remedy. Nothing while all is well. */
export const CutBanner = () => {
  const lost = useMonitor((state) => state.loaded && state.link === 'lost')
  const { connection, neighbours } = useMonitor((state) => state.snapshot)
  const primary = useMonitor((state) => {
    const first = primaryButton(state)
    return first.in === 'banner' ? first.of : null
  })
  if (lost) return <LostLink />
  if (connection.state === 'failed') return <FailedConnection connection={connection} />
  if (connection.state === 'connecting') return null
  const absent = absentNeighbours(neighbours)
  if (absent.length === 0) return null
  return (
    <div className={classes.banner}>
      {absent.map(([name, neighbour]) => (
        <Away
          key={name}
          name={name}
          neighbour={neighbour}
          isBuiltIn={connection.source[name].embedded}
          primary={primary === name}
        />
      ))}
    </div>
  )
}

const LostLink = () => (
  <div className={classes.banner}>
    <div className={notice.notice} data-tone="failed" role="alert">
      <IconPlugConnectedX className={notice.icon} size={18} stroke={1.75} aria-hidden />
      <div className={notice.words}>
        <p className={notice.sentence}>Sluice does not answer.</p>
        <p>
          This page keeps trying. What it shows is what it last heard; check that Sluice is still running.
        </p>
      </div>
    </div>
  </div>
)

const FailedConnection = ({
  connection: { failure, since, nextTryAt },
}: {
  readonly connection: Extract<Connection, { readonly state: 'failed' }>
}) => {
  const alter = useCommand('alterTable')
  const keep = useCommand('rejectMisfits')
  const builtIn = useCommand('useBuiltInDatabase')
  const error = alter.error ?? keep.error ?? builtIn.error
  const door = doorOf(failure)
  const variant = useBannerVariant()
  return (
    <div className={classes.banner}>
      <div className={notice.notice} data-tone="failed" role="alert">
        <IconAlertTriangle className={notice.icon} size={18} stroke={1.75} aria-hidden />
        <Words failure={failure} since={since} nextTryAt={nextTryAt} />
        <div className={notice.action}>
          {door === 'name-database' ? (
            <Button variant="default" loading={builtIn.isPending} onClick={() => builtIn.mutate({})}>
              Use the built-in database
            </Button>
          ) : (
            <TryNow label="Try now" primary={door === 'none'} />
          )}
          {mayRejectMisfits(failure) && (
            <Button variant="default" loading={keep.isPending} onClick={() => keep.mutate({})}>
              Reject what does not fit
            </Button>
          )}
          {door === 'alter-table' && (
            <Button variant={variant} loading={alter.isPending} onClick={() => alter.mutate({})}>
              Change the table
            </Button>
          )}
          {door === 'event-change' && <EventChange failure={failure} />}
          {door === 'keys' && (
            <Button variant={variant} onClick={() => openSettings('keys')}>
              Choose key file
            </Button>
          )}
          {(door === 'connection' || door === 'name-database') && <OpenConnection primary />}
        </div>
      </div>
      {error !== null && <FailureNotice failure={failureOf(error)} />}
    </div>
  )
}

interface AwayProps {
  readonly name: NeighbourName
  readonly neighbour: AbsentNeighbour
  readonly isBuiltIn: boolean
  readonly primary: boolean
}

const Away = ({ name, neighbour, isBuiltIn, primary }: AwayProps) => {
  if (neighbour.state === 'restarting') {
    return (
      <div className={notice.notice} role="status">
        <IconRefresh className={notice.icon} size={18} stroke={1.75} aria-hidden />
        <p className={notice.words}>
          The built-in {sideNames[name]} has stopped. Sluice is starting it again (attempt {neighbour.attempt}{' '}
          of {mostRestarts}).
        </p>
      </div>
    )
  }
  return (
    <div className={notice.notice} data-tone="failed" role="alert">
      <IconAlertTriangle className={notice.icon} size={18} stroke={1.75} aria-hidden />
      <Words failure={neighbour.failure} since={neighbour.since} nextTryAt={neighbour.nextTryAt} />
      <div className={notice.action}>
        <TryNow label={isBuiltIn ? `Start the ${sideNames[name]} again` : 'Try now'} primary={primary} />
        {!isBuiltIn && <OpenConnection />}
      </div>
    </div>
  )
}

interface WordsProps {
  readonly failure: Failure
  readonly since: number
  readonly nextTryAt: number | null
}

/** The times are not read aloud: they change every second. */
const Words = ({ failure, since, nextTryAt }: WordsProps) => {
  const now = useNow()
  const { sentence, advice } = describeFailure(failure, isolated)
  return (
    <p className={notice.words}>
      <span className={notice.sentence}>
        <Sentence text={sentence} />
      </span>{' '}
      <Sentence text={advice} />{' '}
      <span className={classes.times} aria-hidden>
        Since <time title={formatExactTime(since)}>{formatClock(since, now)}</time>
        {nextTryAt !== null && (
          <>
            , <span className={classes.together}>{nextTryWords(nextTryAt, now)}</span>
          </>
        )}
        .
      </span>
    </p>
  )
}

const TryNow = ({ label, primary }: { readonly label: string; readonly primary: boolean }) => {
  const tryNow = useCommand('tryNow')
  const variant = useBannerVariant()
  return (
    <Button
      variant={primary ? variant : 'default'}
      loading={tryNow.isPending}
      onClick={() => tryNow.mutate({})}
    >
      {label}
    </Button>
  )
}

const OpenConnection = ({ primary = false }: { readonly primary?: boolean }) => {
  const variant = useBannerVariant()
  return (
    <Button variant={primary ? variant : 'default'} onClick={() => openSettings('connections')}>
      Open connection
    </Button>
  )
}

const openSettings = (section: string): void => {
  window.location.hash = viewHref('settings', { section })
}
