import { Button } from '@mantine/core'
import { describeOutcome } from '../../../contract/repair-words.ts'
import type { RepairView } from '../../../contract/rules.ts'
import { useCommand } from '../../state/commands.ts'
import { viewHref } from '../../state/use-view.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from './rules-panel.module.css'
import { StagePicture } from './stage-picture.tsx'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

interface Props {
  readonly repair: RepairView
  readonly onClose: () => void
}

/** The progress of applying a rule, stage by stage, and the result at its end. */
export const RepairProgress = ({ repair: { name, stages, end, runId }, onClose }: Props) => {
  const stop = useCommand('stopRun')
  return (
    <section className={classes.progress} aria-label="Applying the rule">
      <h3>
        <Sentence text={headOf(isolated(name), end)} />
      </h3>
      {stages.length > 0 && <StagePicture stages={stages} />}
      {end === null ? (
        <div className={classes.buttons}>
          <Button variant="default" disabled={!stop.isIdle} onClick={() => stop.mutate({})}>
            Stop
          </Button>
        </div>
      ) : (
        <>
          <div role="status" data-testid="repair-end" data-tone={end.stage === null ? undefined : 'stopped'}>
            {end.failure !== null && <FailureNotice failure={end.failure} />}
            {(end.failure === null || end.sent > 0) &&
              describeOutcome(end).map((line) => <p key={line}>{line}</p>)}
            {end.end === 'stopped' && end.stage === null && (
              <p>Stopped by hand. Messages that were not sent are as they were.</p>
            )}
          </div>
          <div className={classes.buttons}>
            {end.loaded > 0 && (
              <Button component="a" variant="subtle" href={viewHref('rows')}>
                See the rows
              </Button>
            )}
            {end.runId !== null && (
              <Button component="a" variant="subtle" href={viewHref('runs', { run: runId })}>
                Open the run
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              See what is left
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

const headOf = (name: string, end: RepairView['end']): string => {
  switch (end?.end) {
    case undefined:
      return `Applying ${name}`
    case 'done':
      return `${name} was applied`
    case 'stopped':
      return `${name} was stopped`
    case 'failed':
      return `${name} could not be applied`
  }
}
