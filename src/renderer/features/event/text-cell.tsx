import { useId } from 'react'
import { SaidText } from '../../ui/sender-text.tsx'
import classes from './field-table.module.css'

interface Props {
  readonly label: string
  readonly value: string
  /** What is wrong with it, a sentence each. */
  readonly wrong: readonly string[]
  readonly isCode?: boolean
  /** What an empty one means. */
  readonly hint?: string
  readonly onType: (text: string) => void
}

/** A text of a row that can be edited, with what is wrong with it beneath. */
export const TextCell = ({ label, value, wrong, isCode = false, hint, onType }: Props) => {
  const mistakes = useId()
  return (
    <>
      <input
        className={classes.input}
        data-code={isCode || undefined}
        aria-label={label}
        aria-invalid={wrong.length > 0 || undefined}
        aria-describedby={wrong.length > 0 ? mistakes : undefined}
        spellCheck={false}
        autoComplete="off"
        maxLength={500}
        placeholder={hint}
        value={value}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <Wrong id={mistakes} of={wrong} />
    </>
  )
}

/** Texts of a row, one on each line. */
export const LinesCell = ({ label, value, wrong, onType }: Omit<Props, 'isCode' | 'hint'>) => {
  const mistakes = useId()
  return (
    <>
      <textarea
        className={classes.lines}
        rows={Math.min(6, Math.max(2, value.split('\n').length))}
        aria-label={label}
        aria-invalid={wrong.length > 0 || undefined}
        aria-describedby={wrong.length > 0 ? mistakes : undefined}
        spellCheck={false}
        autoComplete="off"
        placeholder="any"
        value={value}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <Wrong id={mistakes} of={wrong} />
    </>
  )
}

/** The mistakes, beneath what they are about. */
export const Wrong = ({ id, of }: { readonly id: string; readonly of: readonly string[] }) =>
  of.length === 0 ? null : (
    <span id={id} className={classes.wrong}>
      <SaidText text={of.join('; ')} />
    </span>
  )
