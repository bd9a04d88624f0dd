import { Button } from '@mantine/core'
import { IconMailCheck, IconRefresh, IconTrashOff, IconZoomCancel } from '@tabler/icons-react'
import type { RejectedFilter } from '../../../contract/rejected.ts'
import { viewHref } from '../../state/use-view.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

interface Props {
  /** `nothing` waits at all, nothing is in this `state`, or nothing matches the filters. */
  readonly why: 'nothing' | 'state' | 'filtered'
  readonly state?: RejectedFilter['state']
  readonly onClear?: () => void
}

/** Stands where messages would be: says why there are none. */
export const NothingRejected = ({ why, state = 'kept', onClear }: Props) => {
  if (why === 'filtered') {
    return (
      <EmptyState
        Icon={IconZoomCancel}
        title="No message matches"
        action={
          <Button
            variant="default"
            onClick={() => {
              window.location.hash = viewHref('rejected')
              onClear?.()
            }}
          >
            Clear filters
          </Button>
        }
      >
        Change the filters above to see more. A text is searched for in what covered bodies show, not in what
        is covered.
      </EmptyState>
    )
  }
  if (why === 'state' && state === 'discarded') {
    return (
      <EmptyState Icon={IconTrashOff} title="Nothing was discarded">
        Messages that you discard are kept here with their bodies, and can be restored.
      </EmptyState>
    )
  }
  if (why === 'state' && state === 'erased') {
    return (
      <EmptyState Icon={IconTrashOff} title="Nothing was erased">
        Messages whose text was erased for good are listed here with their ids, times and reasons.
      </EmptyState>
    )
  }
  if (why === 'state' && state === 'rejected-again') {
    return (
      <EmptyState Icon={IconRefresh} title="Nothing was rejected again">
        Messages that you send back to the queue, and that a run rejects again, are listed here.
      </EmptyState>
    )
  }
  if (why === 'state' && (state === 'loaded' || state === 'already-loaded')) {
    return (
      <EmptyState Icon={IconRefresh} title="Nothing was loaded by trying again">
        Rejected messages that you try again, and that are well formed by then, are listed here.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      Icon={IconMailCheck}
      title="No rejected messages"
      action={
        <Button component="a" href={viewHref('monitor')} variant="default">
          Open Monitor
        </Button>
      }
    >
      Messages that are not well formed are kept here with every reason.
    </EmptyState>
  )
}
