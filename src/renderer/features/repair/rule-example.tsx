import { Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { describeReason } from '../../../contract/reason.ts'
import type { RejectedSelection } from '../../../contract/rejected.ts'
import type { RepairRule } from '../../../contract/repair-rule.ts'
import type { DiffPart, RuleSample } from '../../../contract/rules.ts'
import { isolated, visible } from '../../../contract/visible.ts'
import { formatCountOf } from '../../../contract/amount.ts'
import { MiddleText } from '../../ui/middle-text.tsx'
import { PanelAnswer } from '../../ui/panel-query.tsx'
import classes from './rule-example.module.css'
import { useSample } from './use-rules.ts'
import { Sentence } from '../../ui/sender-text.tsx'
import { BodyText } from '../../ui/body-text.tsx'

interface Props {
  readonly rule: RepairRule
  readonly which: RejectedSelection
}

/** What the rule makes of one message after another. */
export const RuleExample = ({ rule, which }: Props) => {
  /** The messages before the current one, the first one first. */
  const [before, setBefore] = useState<readonly string[]>([])
  const { answer, isFormer, retry } = useSample(rule, which, before.at(-1) ?? null)
  return (
    <section className={classes.example} aria-label="Example" aria-busy={isFormer}>
      <PanelAnswer answer={answer} onRetry={retry}>
        {(sample) => (
          <>
            <div className={classes.head}>
              <h3>Example</h3>
              {sample !== null && (
                <span className={classes.id}>
                  <MiddleText text={sample.messageId} tail={8} />
                </span>
              )}
              <Button
                size="compact-xs"
                variant="default"
                aria-label="Previous example"
                disabled={before.length === 0 || isFormer}
                onClick={() => setBefore(before.slice(0, -1))}
              >
                <IconChevronLeft size={14} aria-hidden />
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                aria-label="Next example"
                disabled={sample === null || isFormer}
                onClick={() => sample !== null && setBefore([...before, sample.id])}
              >
                <IconChevronRight size={14} aria-hidden />
              </Button>
            </div>
            {sample === null ? (
              <p className={classes.quiet}>
                {before.length === 0
                  ? 'The rule applies to no message of this group.'
                  : 'That was the last message of the group.'}
              </p>
            ) : (
              <Sample sample={sample} />
            )}
          </>
        )}
      </PanelAnswer>
    </section>
  )
}

const Sample = ({ sample: { parts, isChanged, reasons } }: { readonly sample: RuleSample }) => (
  <>
    <pre className={classes.body} tabIndex={0} aria-label="The message before and after">
      {parts.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </pre>
    <p className={classes.verdict} data-tone={reasons?.length === 0 ? 'passes' : 'fails'}>
      <Sentence text={verdictOf(isChanged, reasons)} />
    </p>
  </>
)

/** Line breaks stay; other invisible characters are spelled out. */
const shown = (text: string): string => text.split('\n').map(visible).join('\n')

const Part = ({ part }: { readonly part: DiffPart }) => {
  switch (part.kind) {
    case 'same':
      return (
        <span>
          <BodyText text={shown(part.text)} />
        </span>
      )
    case 'gone':
      return (
        <del className={classes.gone}>
          <BodyText text={shown(part.text)} />
        </del>
      )
    case 'come':
      return (
        <ins className={classes.come}>
          <BodyText text={shown(part.text)} />
        </ins>
      )
    case 'skipped':
      return <span className={classes.quiet}> … {formatCountOf(part.characters, 'character')} … </span>
  }
}

const verdictOf = (isChanged: boolean, reasons: RuleSample['reasons']): string => {
  if (!isChanged || reasons === null) return 'The rule changes nothing in it; it would not be sent.'
  if (reasons.length === 0) return 'It would pass.'
  return `It would be rejected again: ${reasons.map((reason) => describeReason({ ...reason, detail: null }, isolated)).join('; ')}.`
}
