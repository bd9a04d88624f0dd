import { Button } from '@mantine/core'
import { IconMailCheck, IconRefresh, IconTrashOff, IconZoomCancel } from '@tabler/icons-react'
import type { RejectedFilter } from '../../../contract/rejected.ts'
import { describeEvents } from '../../../contract/event-words.ts'
import { isolated } from '../../../contract/visible.ts'
import { useEvent } from '../../state/use-event.ts'
import { viewHref } from '../../state/use-view.ts'
import { Sentence } from '../../ui/sender-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

interface Props {
  /** `nothing` waits at all, nothing is in this `state`, or nothing matches the filters. */
  readonly why: 'nothing' | 'state' | 'filtered'
  readonly state?: RejectedFilter['state']
  readonly onClear?: () => void
}

interface Words {
  readonly Icon: typeof IconRefresh
  readonly title: string
  readonly text: string
}

const byTrying: Words = {
  Icon: IconRefresh,
  title: 'Nothing was loaded by trying again',
  text: 'Rejected messages that you try again, and that are well formed by then, are listed here.',
}

/** What is shown when no message is in one of these states. */
const ofState: Partial<Readonly<Record<RejectedFilter['state'], Words>>> = {
  discarded: {
    Icon: IconTrashOff,
    title: 'Nothing was discarded',
    text: 'Messages that you discard are kept here with their bodies, and can be restored.',
  },
  erased: {
    Icon: IconTrashOff,
    title: 'Nothing was erased',
    text: 'Messages whose text was erased for good are listed here with their ids, times and reasons.',
  },
  'rejected-again': {
    Icon: IconRefresh,
    title: 'Nothing was rejected again',
    text: 'Messages that you send back to the queue, and that a run rejects again, are listed here.',
  },
  loaded: byTrying,
  'already-loaded': byTrying,
}

/** Stands where messages would be: says why there are none. */
export const NothingRejected = ({ why, state = 'kept', onClear }: Props) => {
  const event = useEvent()
  const events = event === null ? 'events' : describeEvents(event, isolated)
  if (why === 'filtered') return <NoMatch onClear={onClear} />
  const words = why === 'state' ? ofState[state] : undefined
  if (words !== undefined)
    return (
      <EmptyState Icon={words.Icon} title={words.title}>
        {words.text}
      </EmptyState>
    )
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
      <Sentence text={`Messages that are not valid ${events} are kept here with every reason.`} />
    </EmptyState>
  )
}

const NoMatch = ({ onClear }: { readonly onClear: (() => void) | undefined }) => (
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
    Change the filters above to see more. A text is searched for in what covered bodies show, not in what is
    covered.
  </EmptyState>
)
