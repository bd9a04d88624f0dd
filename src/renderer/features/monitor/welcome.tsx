import { Button, CloseButton } from '@mantine/core'
import { IconDroplet } from '@tabler/icons-react'
import type { RunView } from '../../../contract/run-view.ts'
import { formatCount } from '../../../contract/amount.ts'
import type { MonitorState } from '../../state/monitor-store.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { viewHref } from '../../state/use-view.ts'
import notice from '../../ui/notice.module.css'
import { useKept } from '../../ui/use-kept.ts'
import { samplesDialog } from './add-samples.tsx'
import { useLastRun } from './use-last-run.ts'

const isFirstStart = ({ snapshot: { connection } }: MonitorState): boolean =>
  connection.state === 'connected' && connection.source.samples > 0

/** Whether this is the first start and its card is still open; and a function that closes it. */
export const useWelcome = (): readonly [isShown: boolean, close: () => void] => {
  const [isClosed, setClosed] = useKept('sluice-welcome-closed', (text) => text === 'true', String)
  return [useMonitor(isFirstStart) && !isClosed, () => setClosed(true)]
}

/** At the first start: what this is and what to do first, then the result. */
export const Welcome = ({ onClose }: { readonly onClose: () => void }) => {
  const { run } = useLastRun()
  return (
    <section className={notice.notice} aria-label="First steps" data-testid="welcome">
      <IconDroplet className={notice.icon} size={18} stroke={1.75} aria-hidden />
      <div className={notice.words}>{run?.end == null ? <Before /> : <After run={run} />}</div>
      {run?.end != null && (
        <div className={notice.action}>
          <Button variant="default" onClick={samplesDialog.open}>
            Add sample messages…
          </Button>
        </div>
      )}
      <CloseButton className={notice.close} aria-label="Close the first steps" size="sm" onClick={onClose} />
    </section>
  )
}

const Before = () => (
  <>
    <p className={notice.sentence}>Sluice moves messages from a queue into a table.</p>
    <p>
      It masks personal data on the way, and keeps malformed messages with the reasons. The built-in queue
      holds sample logins: press Run to try it.
    </p>
  </>
)

const After = ({ run: { runId, counts } }: { readonly run: RunView }) => (
  <>
    <p className={notice.sentence}>
      <a href={viewHref('rows', { run: runId })}>{formatCount(counts.loaded)} loaded</a>
      {' · '}
      <a href={viewHref('rejected')}>
        {formatCount(counts.rejected)} rejected{counts.rejected > 0 && ': see why'}
      </a>
    </p>
    <p>
      Try it with more messages, or{' '}
      <a href={viewHref('settings', { section: 'connections' })}>
        connect a queue and a database of your own
      </a>
      .
    </p>
  </>
)
