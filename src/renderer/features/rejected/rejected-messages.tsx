import { useState } from 'react'
import type { CauseList as Causes, RejectedFilter, RejectedPage } from '../../../contract/rejected.ts'
import { CauseList } from './cause-list.tsx'
import { NothingRejected } from './nothing-rejected.tsx'
import { isNarrowed } from './rejected-filters.ts'
import { RejectedList } from './rejected-list.tsx'
import { RejectedPanel } from './rejected-panel.tsx'
import classes from './rejected-view.module.css'
import { SelectionBar } from './selection-bar.tsx'
import { usePicks } from './use-picks.ts'
import { useRetry } from './use-retry.ts'
import { useStateChange, type StateAction, type Which } from './use-state-change.ts'

interface Props {
  readonly page: RejectedPage
  readonly causes: Causes
  readonly filter: RejectedFilter
  /** Whether the page still belongs to the filter before. */
  readonly stale: boolean
  /** Names what is listed: ticks do not outlive it. */
  readonly scope: string
  readonly onCause: (cause: string | null) => void
  /** Everything on this page has left the list. */
  readonly onPageGone: () => void
  readonly onClear: () => void
}

/** Groups, the messages of the picked one, and the message that is open. */
export const RejectedMessages = (props: Props) => {
  const { page, causes, filter, stale, scope } = props
  const [open, setOpen] = useState<string | null>(null)
  const picks = usePicks(scope)
  const ids = page.rejected.map(({ id }) => id)
  const change = useStateChange((changed) => {
    picks.clear()
    if (filter.state !== 'all' && changed >= ids.length) props.onPageGone()
  })
  const retry = useRetry((moved) => {
    picks.clear()
    if (filter.state === 'kept' && moved >= ids.length) props.onPageGone()
  })
  const busy = change.isPending || retry.isPending
  const perform = (action: StateAction, which: Which, note: string | null = null) =>
    action === 'retry' ? retry.mutate(which) : change.mutate({ action, which, note })
  const act = (action: StateAction, what: 'picked' | 'all') =>
    perform(action, what === 'all' ? { by: 'filter', filter } : { by: 'ids', ids: [...picks.ids] })
  const close = () => {
    setOpen(null)
    document.getElementById(`rejected-${open}`)?.focus()
  }
  return (
    <div className={classes.body} data-open={open !== null || undefined}>
      <CauseList list={causes} picked={filter.cause} onPick={props.onCause} />
      <div className={classes.messages} aria-busy={stale}>
        <SelectionBar
          state={filter.state}
          total={page.total}
          narrowed={isNarrowed(filter)}
          picked={picks.ids.size}
          allPicked={ids.length > 0 && ids.every((id) => picks.ids.has(id))}
          onPickAll={() => picks.toggleAll(ids)}
          busy={busy || stale}
          onAct={act}
        />
        {ids.length === 0 ? (
          <div className={classes.none}>
            <NothingRejected
              why={isNarrowed(filter) ? 'filtered' : 'state'}
              state={filter.state}
              onClear={props.onClear}
            />
          </div>
        ) : (
          <RejectedList
            messages={page.rejected}
            open={open}
            onOpen={setOpen}
            picks={picks}
            onDelete={(chosen) => {
              if (chosen.length === 0 || filter.state === 'discarded' || busy) return
              change.mutate({ action: 'discard', which: { by: 'ids', ids: [...chosen] } })
            }}
          />
        )}
      </div>
      {/* A key of its own, so that an uncovered body never outlives the message it belongs to. */}
      {open !== null && (
        <RejectedPanel
          key={open}
          id={open}
          onClose={close}
          busy={busy}
          onAct={(action, note) => perform(action, { by: 'ids', ids: [open] }, note)}
        />
      )}
    </div>
  )
}
