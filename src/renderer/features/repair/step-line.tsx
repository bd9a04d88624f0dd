import { ActionIcon, NativeSelect, TextInput, Tooltip } from '@mantine/core'
import { IconArrowUp, IconX } from '@tabler/icons-react'
import {
  convertTargets,
  epochUnits,
  stepKinds,
  type RepairStep,
  type StepKind,
} from '../../../contract/repair-rule.ts'
import look from '../../ui/field.module.css'
import { NumberConstant } from './number-constant.tsx'
import {
  constantKinds,
  constantOf,
  kindOfConstant,
  newStep,
  stepNames,
  type ConstantKind,
} from './rule-draft.ts'
import { SaidText } from '../../ui/sender-text.tsx'
import classes from './rule-editor.module.css'

interface Props {
  readonly step: RepairStep
  /** From 1. */
  readonly number: number
  /** The id of the list of suggested places. */
  readonly places: string
  readonly mistake: string | null
  readonly onChange: (step: RepairStep) => void
  readonly onRemove: () => void
  /** Null for the first step. */
  readonly onRaise: (() => void) | null
}

const input = { size: 'xs', classNames: look } as const

/** One step of a rule, to edit. */
export const StepLine = ({ step, number, places, mistake, onChange, onRemove, onRaise }: Props) => (
  <li className={classes.step} aria-label={`Step ${number}`}>
    <div className={classes.fields}>
      <NativeSelect
        {...input}
        aria-label="What is done"
        data={stepKinds.map((kind) => ({ value: kind, label: stepNames[kind] }))}
        value={step.do}
        onChange={({ currentTarget: { value } }) => onChange(newStep(value as StepKind, step.at))}
      />
      <TextInput
        {...input}
        className={classes.wide}
        aria-label="Where"
        placeholder={step.do === 'unwrap' ? '/field, or nothing for the whole message' : '/field'}
        list={places}
        spellCheck={false}
        maxLength={1_024}
        value={step.at}
        onChange={({ currentTarget: { value } }) => onChange({ ...step, at: value })}
      />
      <Values step={step} onChange={onChange} />
    </div>
    <div className={classes.buttons}>
      {onRaise !== null && (
        <Tooltip label="Move up">
          <ActionIcon size={24} aria-label={`Move step ${number} up`} onClick={onRaise}>
            <IconArrowUp size={14} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label="Remove">
        <ActionIcon size={24} aria-label={`Remove step ${number}`} onClick={onRemove}>
          <IconX size={14} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
    {mistake !== null && (
      <p className={classes.mistake}>
        <SaidText text={mistake} />
      </p>
    )}
  </li>
)

/** The values of a step besides its place. */
const Values = ({ step, onChange }: Pick<Props, 'step' | 'onChange'>) => {
  switch (step.do) {
    case 'rename':
      return (
        <TextInput
          {...input}
          className={classes.wide}
          aria-label="New name"
          placeholder="New name"
          maxLength={256}
          value={step.to}
          onChange={({ currentTarget: { value } }) => onChange({ ...step, to: value })}
        />
      )
    case 'set':
    case 'default':
      return <Constant step={step} onChange={onChange} />
    case 'convert':
      return <Conversion step={step} onChange={onChange} />
    case 'replace':
      return <Replacement step={step} onChange={onChange} />
    case 'drop':
    case 'trim':
    case 'unwrap':
      return null
  }
}

interface Of<Kind extends StepKind> {
  readonly step: Extract<RepairStep, { readonly do: Kind }>
  readonly onChange: (step: RepairStep) => void
}

const kindLabels: Readonly<Record<ConstantKind, string>> = {
  ...{ text: 'the text', number: 'the number', true: 'true', false: 'false', null: 'null' },
}

const Constant = ({ step, onChange }: Of<'set' | 'default'>) => {
  const kind = kindOfConstant(step.value)
  return (
    <>
      <NativeSelect
        {...input}
        aria-label="Kind of value"
        data={constantKinds.map((value) => ({ value, label: kindLabels[value] }))}
        value={kind}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...step, value: constantOf(value as ConstantKind, String(step.value ?? '')) })
        }
      />
      {kind === 'text' && (
        <TextInput
          {...input}
          className={classes.wide}
          aria-label="Value"
          placeholder="Value"
          maxLength={4_096}
          value={String(step.value)}
          onChange={({ currentTarget: { value } }) => onChange({ ...step, value })}
        />
      )}
      {kind === 'number' && (
        <NumberConstant
          className={classes.wide}
          value={Number(step.value)}
          onChange={(value) => onChange({ ...step, value })}
        />
      )}
    </>
  )
}

const targetLabels = {
  ...{ integer: 'to a whole number', number: 'to a number', boolean: 'to true or false' },
  ...{ timestamp: 'to a time', text: 'to a text' },
} as const

const unitLabels = {
  s: 'of seconds',
  ms: 'of milliseconds',
  us: 'of microseconds',
  ns: 'of nanoseconds',
} as const

const Conversion = ({ step, onChange }: Of<'convert'>) => (
  <>
    <NativeSelect
      {...input}
      aria-label="To what"
      data={convertTargets.map((value) => ({ value, label: targetLabels[value] }))}
      value={step.to}
      onChange={({ currentTarget: { value } }) => {
        const to = convertTargets.find((target) => target === value) ?? 'text'
        onChange({ do: 'convert', at: step.at, to, ...(to === 'timestamp' ? { from: 's' } : {}) })
      }}
    />
    {step.to === 'timestamp' && (
      <NativeSelect
        {...input}
        aria-label="Of what"
        data={epochUnits.map((value) => ({ value, label: `${unitLabels[value]} since 1970` }))}
        value={step.from ?? 's'}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...step, from: epochUnits.find((unit) => unit === value) ?? 's' })
        }
      />
    )}
  </>
)

const hows = [
  { value: 'text', label: 'everywhere' },
  { value: 'prefix', label: 'at the start' },
  { value: 'suffix', label: 'at the end' },
  { value: 'glob', label: 'whole value, with * and ?' },
] as const

const Replacement = ({ step, onChange }: Of<'replace'>) => (
  <>
    <TextInput
      {...input}
      className={classes.wide}
      aria-label="What to replace"
      placeholder="What"
      maxLength={1_024}
      value={step.what}
      onChange={({ currentTarget: { value } }) => onChange({ ...step, what: value })}
    />
    <NativeSelect
      {...input}
      aria-label="Where in the value"
      data={[...hows]}
      value={step.how}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...step, how: hows.find((how) => how.value === value)?.value ?? 'text' })
      }
    />
    <TextInput
      {...input}
      className={classes.wide}
      aria-label="Replace with"
      placeholder="With (nothing takes it out)"
      maxLength={1_024}
      value={step.with}
      onChange={({ currentTarget: { value } }) => onChange({ ...step, with: value })}
    />
  </>
)
