import { useState } from 'react'
import type { RejectedFilter, RejectedSelection } from '../../../contract/rejected.ts'
import { SendBackDialog, type SendBackAsked } from '../dead-letters/send-back-dialog.tsx'
import { openRules } from '../repair/open-rules.ts'
import { EraseDialog } from './erase-dialog.tsx'
import { isNarrowed } from './rejected-filters.ts'
import { SelectionBar } from './selection-bar.tsx'
import type { MessageWork } from './use-message-work.ts'
import type { RejectedMessageList } from './use-rejected-list.ts'

interface Props {
  readonly list: RejectedMessageList
  readonly filter: RejectedFilter
  readonly work: MessageWork
  readonly busy: boolean
  /** Whether the panel of rules is open. */
  readonly hasRules: boolean
}

/** The bar above the list, with the questions that its actions ask first. */
export const MessagesHead = ({ list, filter, work, busy, hasRules }: Props) => {
  const { picks, total } = list
  const { meant, chosen, perform } = work
  const [goesBack, setGoesBack] = useState<SendBackAsked | null>(null)
  const [goesForGood, setGoesForGood] = useState<RejectedSelection | null>(null)
  const allPicked = total > 0 && picks.ids.size >= total
  const mend = (): void => {
    openRules({ rule: null, which: chosen() })
    picks.clear()
  }
  return (
    <>
      <SelectionBar
        state={filter.state}
        total={total}
        narrowed={isNarrowed(filter)}
        picked={picks.ids.size}
        allPicked={allPicked}
        onPickAll={() => (picks.ids.size >= total ? picks.clear() : list.pickRange(0, total - 1))}
        busy={busy}
        onAct={(action, what) => perform(action, meant(what))}
        onMark={(mark, what) => work.mark(mark, meant(what))}
        onRefresh={list.isBehind ? list.refresh : null}
        onMend={filter.state === 'kept' && !hasRules ? mend : null}
        onSendBack={
          filter.state === 'kept'
            ? () => setGoesBack({ which: chosen(), count: picks.ids.size || total })
            : null
        }
        onErase={filter.state === 'erased' ? null : () => setGoesForGood(chosen())}
      />
      <EraseDialog which={goesForGood} onClose={() => setGoesForGood(null)} onErased={work.goOn} />
      <SendBackDialog asked={goesBack} onClose={() => setGoesBack(null)} onBegun={picks.clear} />
    </>
  )
}
