import { Button } from '@mantine/core'
import { useState } from 'react'
import { describeCause } from '../../../contract/cause.ts'
import type { EventDefinition } from '../../../contract/event-definition.ts'
import type { RejectedSelection } from '../../../contract/rejected.ts'
import type { RepairRule } from '../../../contract/repair-rule.ts'
import type { KeptRuleView, RuleList } from '../../../contract/rules.ts'
import { formatCountOf } from '../../../contract/amount.ts'
import { failureOf } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { useEvent } from '../../state/use-event.ts'
import { useLeadVariant } from '../../state/use-lead-variant.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PanelAnswer } from '../../ui/panel-query.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { closeRules, type OpenedRules } from './open-rules.ts'
import { PreviewPart } from './preview-part.tsx'
import { RepairProgress } from './repair-progress.tsx'
import { areLimits, ReplayLimits, usualLimits } from './replay-limits.tsx'
import { RuleChoice } from './rule-choice.tsx'
import { emptyRule, freeName, isSameRule, judgeRule, likelyPlaces } from './rule-draft.ts'
import { RuleEditor } from './rule-editor.tsx'
import { RuleExample } from './rule-example.tsx'
import classes from './rules-panel.module.css'
import { useKeptRules } from './use-kept-rules.ts'
import { usePreviewing, useProposal, useRuleList } from './use-rules.ts'
import { SendButtons } from './send-buttons.tsx'
import { useSending } from './use-sending.ts'
import { SaidText, Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

/** Mends many rejected messages by a rule: which messages, what it does, its preview, and its result. */
export const RulesPanel = ({ opened: { number, start } }: { readonly opened: OpenedRules }) => {
  const event = useEvent()
  const list = useRuleList()
  const from = start.rule?.by === 'message' ? start.rule : null
  const proposal = useProposal(from === null ? null : { id: from.id, version: from.version })
  const hash = start.rule?.by === 'kept' ? start.rule.hash : null
  return (
    <SidePanel label="Mend the group" onClose={closeRules}>
      <h2 className={classes.title}>Mend the group</h2>
      <p className={classes.quiet}>
        <Sentence text={wordsOfSelection(start.which)} />
      </p>
      <PanelAnswer answer={list.answer} onRetry={list.retry}>
        {(known) => {
          if (event === null) return null
          const taken = known.rules.map(({ name }) => name)
          const chosen = known.rules.find((rule) => rule.hash === hash) ?? null
          const begin = (rule: RepairRule | null) => (
            <RuleBench
              key={number}
              list={known}
              event={event}
              which={start.which}
              first={{ chosen, rule: chosen?.rule ?? rule ?? emptyRule(known.definition, taken) }}
            />
          )
          if (from === null) return begin(null)
          return (
            <PanelAnswer answer={proposal.answer} onRetry={proposal.retry}>
              {(found) => (
                <>
                  {!found.found && (
                    <p className={classes.quiet}>
                      No rule can be proposed: <SaidText text={found.why} />.
                    </p>
                  )}
                  {begin(found.found ? { ...found.rule, name: freeName(found.rule.name, taken) } : null)}
                </>
              )}
            </PanelAnswer>
          )
        }}
      </PanelAnswer>
    </SidePanel>
  )
}

const wordsOfSelection = (which: RejectedSelection): string => {
  switch (which.by) {
    case 'ids':
      return `${formatCountOf(which.ids.length, 'chosen message')}`
    case 'filter':
      return which.filter.cause === null
        ? 'All messages that the list shows and that are kept'
        : describeCause(which.filter.cause, isolated)
    case 'reasons':
    case 'change':
      return 'The chosen messages'
  }
}

interface BenchProps {
  readonly list: RuleList
  readonly event: EventDefinition
  readonly which: RejectedSelection
  readonly first: { readonly chosen: KeptRuleView | null; readonly rule: RepairRule }
}

const RuleBench = ({ list, event, which, first }: BenchProps) => {
  const { rules, definition } = list
  const { rule, setRule, chosen, setChosen, choose } = useDraft(list, first)
  const [limits, setLimits] = useState(usualLimits)
  const judged = judgeRule(rule, event, definition)
  const { rename } = useKeptRules(choose)
  const previewing = usePreviewing({ which, rules, chosen }, ({ hash }) => setChosen(hash))
  const lead = useLeadVariant()
  const found = previewing.found !== null && isSameRule(previewing.found.of, rule) ? previewing.found : null
  const sending = useSending(which, limits)
  const own = useOwnRepair()
  const busy = previewing.isLooking || sending.isApplying || sending.isSendingBack
  const toSend = found === null ? 0 : found.changed - found.capped
  if (own !== null) return <RepairProgress repair={own} onClose={closeRules} />
  return (
    <>
      <RuleChoice rules={rules} chosen={chosen} disabled={busy} onChoose={choose} />
      <RuleEditor
        rule={rule}
        judged={judged}
        places={likelyPlaces(event, which)}
        disabled={busy}
        onChange={setRule}
      />
      {judged.ok && <RuleExample rule={rule} which={which} />}
      <PreviewPart previewing={previewing} found={found} />
      {toSend > 0 && <ReplayLimits limits={limits} onChange={setLimits} />}
      {sending.error !== null && <FailureNotice failure={failureOf(sending.error)} />}
      <div className={classes.foot}>
        {isRenamed(chosen, rule) && (
          <RenameButton disabled={!judged.ok || busy} onRename={() => void rename(chosen, rule.name)} />
        )}
        {toSend > 0 && found !== null ? (
          <SendButtons {...{ sending, found, toSend }} disabled={!areLimits(limits) || busy} />
        ) : (
          <Button
            variant={lead}
            disabled={!judged.ok}
            loading={previewing.isLooking}
            onClick={() => previewing.look(rule)}
          >
            Preview
          </Button>
        )}
      </div>
    </>
  )
}

interface RenameProps {
  readonly disabled: boolean
  readonly onRename: () => void
}

const RenameButton = ({ disabled, onRename }: RenameProps) => (
  <Button variant="default" disabled={disabled} onClick={onRename}>
    Rename
  </Button>
)

/** The rule being edited, and the saved rule that it belongs to; null for none. */
const useDraft = ({ rules, definition }: RuleList, first: BenchProps['first']) => {
  const [chosenHash, setChosen] = useState(first.chosen?.hash ?? null)
  const [rule, setRule] = useState(first.rule)
  const choose = (kept: KeptRuleView | null) => {
    setChosen(kept?.hash ?? null)
    setRule(
      kept?.rule ??
        emptyRule(
          definition,
          rules.map(({ name }) => name),
        ),
    )
  }
  return { rule, setRule, chosen: rules.find(({ hash }) => hash === chosenHash) ?? null, setChosen, choose }
}

/** The repair that was started from this panel. A repair that was over before the panel was opened is not shown. */
const useOwnRepair = () => {
  const repair = useMonitor((state) => state.snapshot.repair)
  const [former] = useState(repair?.end == null ? null : repair.runId)
  return repair === null || repair.runId === former ? null : repair
}

/** Whether only the name of a saved rule was changed. */
const isRenamed = (chosen: KeptRuleView | null, rule: RepairRule): chosen is KeptRuleView =>
  chosen?.rule != null && rule.name !== chosen.name && isSameRule({ ...rule, name: chosen.name }, chosen.rule)
