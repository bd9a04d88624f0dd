import type { CauseList as Causes, RejectedFilter } from '../../../contract/rejected.ts'
import { showDone } from '../../ui/toast.tsx'
import { closeRules, type OpenedRules } from '../repair/open-rules.ts'
import { RulesPanel } from '../repair/rules-panel.tsx'
import { CauseList } from './cause-list.tsx'
import { MessagesHead } from './messages-head.tsx'
import { NothingRejected } from './nothing-rejected.tsx'
import { WouldPass } from './passing-line.tsx'
import { isNarrowed } from './rejected-filters.ts'
import { RejectedList } from './rejected-list.tsx'
import { RejectedPanel } from './rejected-panel.tsx'
import classes from './rejected-view.module.css'
import { useMessageWork, type MessageWork } from './use-message-work.ts'
import type { RejectedMessageList } from './use-rejected-list.ts'

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
  const { total } = list
  const work = useMessageWork(list, filter)
  const busy = work.busy || stale
  const { open, setOpen } = work
  return (
    <div className={classes.body} data-open={open !== null || rules !== null || undefined}>
      <CauseList list={causes} picked={filter.cause} onPick={onCause} />
      <div className={classes.messages} aria-busy={stale}>
        <MessagesHead {...{ list, filter, work, busy }} hasRules={rules !== null} />
        {/* While a rule is tried, nothing else is offered. */}
        {rules === null && <WouldPass {...{ filter, total, busy }} onLoad={work.retryUpTo} />}
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
            onDelete={(ids) => {
              if (ids.length === 0 || filter.state === 'discarded' || work.busy) return
              work.perform('discard', { by: 'ids', ids: [...ids] })
            }}
          />
        )}
      </div>
      {rules !== null ? (
        <RulesPanel opened={rules} />
      ) : (
        open !== null && <OpenMessage id={open.id} work={work} />
      )}
    </div>
  )
}

const OpenMessage = ({ id, work }: { readonly id: string; readonly work: MessageWork }) => {
  const which = { by: 'ids' as const, ids: [id] }
  return (
    <RejectedPanel
      // Its own key, so that an uncovered body never outlives its message.
      key={id}
      id={id}
      onClose={work.close}
      busy={work.busy}
      onAct={(action, note) => work.perform(action, which, note)}
      onMark={(mark) => work.mark(mark, which)}
      onNote={work.note}
      onMended={(words) => {
        work.goOn(which)
        showDone(words)
      }}
    />
  )
}
