import { Button } from '@mantine/core'
import { IconMailCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { RejectedPage } from '../../../contract/rejected.ts'
import { failureOf } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { viewHref } from '../../state/use-view.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListFailure } from '../../ui/list-failure.tsx'
import { NotConnected } from '../../ui/not-connected.tsx'
import { Pager } from '../../ui/pager.tsx'
import { useCursorStack } from '../../ui/use-cursor-stack.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { RejectedList } from './rejected-list.tsx'
import { RejectedPanel } from './rejected-panel.tsx'
import classes from './rejected-view.module.css'
import { rejectedPageSize, useRejectedPage } from './use-rejected.ts'

/** The messages that were kept with their reasons, and the one that is picked beside them. */
export const RejectedView = () => {
  const connection = useMonitor((state) => state.snapshot.connection.state)
  const pages = useCursorStack<string>('rejected')
  const query = useRejectedPage(pages.cursor, connection === 'connected')
  const page = query.data
  const next = query.isPlaceholderData ? null : (page?.next ?? null)
  return (
    <ViewFrame
      title="Rejected"
      tools={
        page !== undefined &&
        page.total > 0 && (
          <Pager
            from={pages.index * rejectedPageSize}
            shown={page.rejected.length}
            total={page.total}
            onPrevious={pages.index > 0 ? pages.back : null}
            onNext={next === null ? null : () => pages.forward(next)}
          />
        )
      }
    >
      {page !== undefined ? (
        <Messages page={page} />
      ) : query.isError ? (
        <ListFailure failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
      ) : connection === 'connected' ? (
        <div aria-busy="true" />
      ) : (
        <NotConnected connecting={connection === 'connecting'} />
      )}
    </ViewFrame>
  )
}

const Messages = ({ page }: { readonly page: RejectedPage }) => {
  const [picked, pick] = useState<string | null>(null)
  if (page.total === 0) return <NoneRejected />

  const close = () => {
    pick(null)
    document.getElementById(`rejected-${picked}`)?.focus()
  }
  return (
    <div className={classes.body} data-open={picked !== null || undefined}>
      <RejectedList messages={page.rejected} picked={picked} onPick={pick} />
      {/* A key of its own, so that an uncovered body never outlives the message it belongs to. */}
      {picked !== null && <RejectedPanel key={picked} id={picked} onClose={close} />}
    </div>
  )
}

const NoneRejected = () => (
  <EmptyState
    Icon={IconMailCheck}
    title="Nothing was rejected"
    action={
      <Button component="a" href={viewHref('monitor')} variant="default">
        Open Monitor
      </Button>
    }
  >
    Messages that are no well-formed login events are kept here with every reason.
  </EmptyState>
)
