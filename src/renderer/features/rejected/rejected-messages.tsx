import { useState } from 'react'
import type { CauseList as Causes, RejectedFilter, RejectedSelection } from '../../../contract/rejected.ts'
import { SendBackDialog, type SendBackAsked } from '../dead-letters/send-back-dialog.tsx'
import { closeRules, openRules, type OpenedRules } from '../repair/open-rules.ts'
import { RulesPanel } from '../repair/rules-panel.tsx'
import { CauseList } from './cause-list.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { NothingRejected } from './nothing-rejected.tsx'
import { PassingLine } from './passing-line.tsx'
import { isNarrowed } from './rejected-filters.ts'
import { RejectedList } from './rejected-list.tsx'
import { RejectedPanel } from './rejected-panel.tsx'
import classes from './rejected-view.module.css'
import { SelectionBar } from './selection-bar.tsx'
import { useOpenMessage } from './use-open-message.ts'
import type { RejectedMessageList } from './use-rejected-list.ts'
import { useMarks } from './use-marks.ts'
import { useRetry } from './use-retry.ts'
import { useStateChange, type StateAction, type Which } from './use-state-change.ts'
import { showDone } from '../../ui/toast.tsx'

interface Props {
  readonly list: RejectedMessageList
  readonly causes: Causes
  /** The panel of rules, if it is open. */
  readonly rules: OpenedRules | null
  readonly filter: RejectedFilter
  /** Whether the list still belongs to the former filter. */
  readonly stale: boolean
  readonly onCause: (cause: string | null) => void
  readonly onClear: () => void
}

/** Groups, the messages of the picked one, and the open message. */
export const RejectedMessages = ({ list, causes, rules, filter, stale, onCause, onClear }: Props) => {
  const { picks, total } = list
  const { open, setOpen, goOn, close } = useOpenMessage(list, filter)
  const [goesBack, setGoesBack] = useState<SendBackAsked | null>(null)
  const [goesForGood, setGoesForGood] = useState<RejectedSelection | null>(null)
  const change = useStateChange((_, which) => goOn(which))
  const retry = useRetry((moved, { which }) => (moved > 0 ? goOn(which) : picks.clear()))
  const marks = useMarks(list.refresh)
  const busy = change.isPending || retry.isPending || marks.isPending
  const perform = (action: StateAction, which: Which, note: string | null = null) =>
    action === 'retry' ? retry.mutate({ which }) : change.mutate({ action, which, note })
  /** Messages that came after it are not in the number that a button shows. */
  const newest = list.reading?.first[0]?.id ?? null
  const meant = (what: 'picked' | 'all'): RejectedSelection =>
    what === 'all' ? { by: 'filter', filter, upTo: newest } : { by: 'ids', ids: [...picks.ids] }
  const chosen = () => meant(picks.ids.size > 0 ? 'picked' : 'all')
  return (
    <div className={classes.body} data-open={open !== null || rules !== null || undefined}>
      <CauseList list={causes} picked={filter.cause} onPick={onCause} />
      <div className={classes.messages} aria-busy={stale}>
        <SelectionBar
          state={filter.state}
          total={total}
          narrowed={isNarrowed(filter)}
          picked={picks.ids.size}
          allPicked={total > 0 && picks.ids.size >= total}
          onPickAll={() => (picks.ids.size >= total ? picks.clear() : list.pickRange(0, total - 1))}
          busy={busy || stale}
          onAct={(action, what) => perform(action, meant(what))}
          onMark={(mark, what) => marks.mark(mark, meant(what))}
          onRefresh={list.isBehind ? list.refresh : null}
          onMend={
            filter.state !== 'kept' || rules !== null
              ? null
              : () => {
                  openRules({
                    rule: null,
                    which: chosen(),
                  })
                  picks.clear()
                }
          }
          onSendBack={
            filter.state === 'kept'
              ? () => setGoesBack({ which: chosen(), count: picks.ids.size || total })
              : null
          }
          onErase={filter.state === 'erased' ? null : () => setGoesForGood(chosen())}
        />
        <EraseDialog which={goesForGood} onClose={() => setGoesForGood(null)} onErased={goOn} />
        <SendBackDialog asked={goesBack} onClose={() => setGoesBack(null)} onBegun={picks.clear} />
        {/* While a rule is tried, nothing else is offered. */}
        {filter.state === 'kept' && filter.cause !== null && total > 0 && rules === null && (
          <PassingLine
            // Another group, or another number of messages, is another question.
            key={JSON.stringify([filter, total])}
            filter={filter}
            busy={busy || stale}
            onLoad={(upTo) => retry.mutate({ which: { by: 'filter', filter }, upTo })}
          />
        )}
        {total === 0 ? (
          <div className={classes.none}>
            <NothingRejected
              why={isNarrowed(filter) ? 'filtered' : 'state'}
              state={filter.state}
              onClear={onClear}
            />
          </div>
        ) : (
          <RejectedList
            list={list}
            open={open?.id ?? null}
            onOpen={(id, index) => {
              closeRules()
              setOpen({ id, index })
            }}
            onDelete={(chosen) => {
              if (chosen.length === 0 || filter.state === 'discarded' || busy) return
              change.mutate({ action: 'discard', which: { by: 'ids', ids: [...chosen] } })
            }}
          />
        )}
      </div>
      {/* Its own key, so that an uncovered body never outlives its message. */}
      {rules !== null ? (
        <RulesPanel opened={rules} />
      ) : (
        open !== null && (
          <RejectedPanel
            key={open.id}
            id={open.id}
            onClose={close}
            busy={busy}
            onAct={(action, note) => perform(action, { by: 'ids', ids: [open.id] }, note)}
            onMark={(mark) => marks.mark(mark, { by: 'ids', ids: [open.id] })}
            onNote={marks.note}
            onMended={(words) => {
              goOn({ by: 'ids', ids: [open.id] })
              showDone(words)
            }}
          />
        )
      )}
    </div>
  )
}
