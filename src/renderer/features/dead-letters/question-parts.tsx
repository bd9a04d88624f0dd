import { useId, type ReactNode } from 'react'
import { labelOfSetting, withoutRate } from '../../../contract/setting-words.ts'
import { describeSharing } from '../../../contract/dead-letter-words.ts'
import type { DeadLetterView } from '../../../contract/dead-letters.ts'
import { boundsText, isWithin, wholeMistake } from '../../format/whole-number.ts'
import field from '../../ui/field.module.css'
import { WholeField } from '../../ui/whole-field.tsx'
import classes from './dead-letter-dialog.module.css'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

interface ChoiceProps {
  readonly type: 'radio' | 'checkbox'
  /** Shared by the radio buttons of one group. */
  readonly name?: string
  readonly label: string
  readonly hint?: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** One of several choices, or a consent, with its meaning beneath it. */
export const Choice = ({ type, name, label, hint, checked, onChange }: ChoiceProps) => {
  const id = useId()
  return (
    <div className={classes.choice}>
      <input
        id={id}
        type={type}
        name={name}
        checked={checked}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={classes.hint}>
          {hint}
        </span>
      )}
    </div>
  )
}

interface SharingProps {
  readonly view: DeadLetterView
  readonly agreed: boolean
  readonly onAgree: (agreed: boolean) => void
}

/** Asks for consent if other queues use this dead-letter queue too, or may; otherwise nothing. */
export const SharingQuestion = ({ view, agreed, onAgree }: SharingProps) => {
  const sharing = describeSharing(view, isolated)
  return sharing === null ? null : (
    <Choice
      type="checkbox"
      label="Go on anyway"
      hint={<Sentence text={sharing} />}
      checked={agreed}
      onChange={onAgree}
    />
  )
}

/** Whether messages can go at this pace: null for as fast as it goes. */
export const isRate = (rate: number | null, most: number): boolean =>
  rate === null || isWithin(rate, { least: 1, most })

interface RateProps {
  /** NaN for anything but a whole number. */
  readonly rate: number | null
  readonly most: number
  readonly onChange: (rate: number | null) => void
}

/** Messages a second; null for as fast as possible. */
export const RateField = ({ rate, most, onChange }: RateProps) => (
  <WholeField
    classNames={field}
    className={classes.rate}
    label={labelOfSetting('rate')}
    placeholder={withoutRate}
    description={boundsText({ least: 1, most })}
    error={isRate(rate, most) ? null : wholeMistake({ least: 1, most })}
    value={rate}
    onChange={onChange}
  />
)
