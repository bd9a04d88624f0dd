import { Button, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useId } from 'react'
import { mostSteps, type RepairRule, type RepairStep } from '../../../contract/repair-rule.ts'
import { describeRule } from '../../../contract/repair-words.ts'
import look from '../../ui/field.module.css'
import { newStep, type Judged } from './rule-draft.ts'
import { SaidText } from '../../ui/sender-text.tsx'
import classes from './rule-editor.module.css'
import { StepLine } from './step-line.tsx'

interface Props {
  readonly rule: RepairRule
  readonly judged: Judged
  /** Suggested places for a step. */
  readonly places: readonly string[]
  readonly disabled: boolean
  readonly onChange: (rule: RepairRule) => void
}

/** The rule in words, and its name and steps to edit. */
export const RuleEditor = ({ rule, judged, places, disabled, onChange }: Props) => {
  const { steps } = rule
  const setSteps = (next: readonly RepairStep[]) => onChange({ ...rule, steps: next })
  // Before the first step nothing is wrong yet: the button beneath says what to do.
  const others = judged.ok || steps.length === 0 ? [] : judged.others
  return (
    <fieldset className={classes.editor} disabled={disabled} aria-label="Rule">
      <TextInput
        size="xs"
        classNames={look}
        label="Name"
        maxLength={63}
        spellCheck={false}
        value={rule.name}
        onChange={({ currentTarget: { value } }) => onChange({ ...rule, name: value })}
      />
      {/* An incomplete step makes no sentence. */}
      {steps.length > 0 && (judged.ok || judged.ofStep.size === 0) && (
        <p className={classes.words}>
          It <SaidText text={describeRule(rule)} />.
        </p>
      )}
      <Steps {...{ steps, judged, places }} onChange={setSteps} />
      {others.map((sentence) => (
        <p key={sentence} className={classes.mistake}>
          <SaidText text={sentence} />
        </p>
      ))}
      {steps.length < mostSteps && (
        <Button
          className={classes.add}
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.75} aria-hidden />}
          onClick={() => setSteps([...steps, newStep('rename', places[0] ?? '/')])}
        >
          Add a step
        </Button>
      )}
    </fieldset>
  )
}

interface StepsProps extends Pick<Props, 'judged' | 'places'> {
  readonly steps: readonly RepairStep[]
  readonly onChange: (steps: readonly RepairStep[]) => void
}

const Steps = ({ steps, judged, places, onChange }: StepsProps) => {
  const list = useId()
  return (
    <>
      <datalist id={list}>
        {places.map((place) => (
          <option key={place} value={place} />
        ))}
      </datalist>
      <ol className={classes.steps} aria-label="Steps">
        {steps.map((step, index) => (
          <StepLine
            key={index}
            step={step}
            number={index + 1}
            places={list}
            mistake={judged.ok ? null : (judged.ofStep.get(index) ?? null)}
            onChange={(next) => onChange(steps.with(index, next))}
            onRemove={() => onChange(steps.toSpliced(index, 1))}
            onRaise={
              index === 0
                ? null
                : () =>
                    onChange([...steps.slice(0, index - 1), step, ...steps.slice(index - 1).toSpliced(1, 1)])
            }
          />
        ))}
      </ol>
    </>
  )
}
