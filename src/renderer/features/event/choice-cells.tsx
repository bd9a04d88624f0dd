import { useId } from 'react'
import { SaidText } from '../../ui/sender-text.tsx'
import { choiceOf, choose, chooseType, mayMask, typeChoiceOf, type Choice } from './choose.ts'
import classes from './field-table.module.css'
import type { Row } from './sheet.ts'
import { TextCell, Wrong } from './text-cell.tsx'
import type { SheetEdits } from './use-sheet.ts'
import { offeredChoice, typeChoices, typeLabel, whyLines } from './words.ts'

interface Props {
  readonly row: Row
  readonly title: string
  readonly edits: SheetEdits
  readonly wrong: readonly string[]
}

/** The type of its values. A narrower type that all of them fit is offered as a checkbox. */
export const TypeCell = ({ row, title, edits, wrong }: Props) => {
  const mistakes = useId()
  const { id, field, why } = row
  const current = typeChoiceOf(field)
  const offered = why?.offered == null ? null : offeredChoice(why.offered)
  const pick = (type: string) => edits.changeRow(id, (former) => chooseType(former, type))
  return (
    <td>
      <select
        className={classes.input}
        aria-label={`Type of ${title}`}
        aria-invalid={wrong.length > 0 || undefined}
        aria-describedby={wrong.length > 0 ? mistakes : undefined}
        value={current}
        onChange={(event) => pick(event.currentTarget.value)}
      >
        {typeChoices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {offered !== null && (
        <label className={classes.flag}>
          <input
            type="checkbox"
            aria-label={`${title} is ${typeLabel(offered)}, which all its values fit`}
            checked={current === offered}
            onChange={(event) => pick(event.currentTarget.checked ? offered : 'text')}
          />
          all fit {typeLabel(offered)}
        </label>
      )}
      <Wrong id={mistakes} of={wrong} />
    </td>
  )
}

const choiceLabels: Readonly<Record<Choice, string>> = {
  asked: 'Undecided',
  masked: 'Masked',
  clear: 'In the clear',
  'left-out': 'Left out',
}

/** Whether it is masked, and under which name; with the reason if it may be personal data. */
export const DecisionCell = ({
  row,
  title,
  edits,
  wrong,
  onMaskName,
}: Props & { readonly onMaskName: (name: string) => void }) => {
  const reason = useId()
  const { id, field, why } = row
  const choice = choiceOf(field)
  const lines = whyLines(why)
  const question = choice === 'asked' ? (why?.question ?? 'say whether it is personal data') : null
  const options = (['masked', 'clear', 'left-out'] as const).filter(
    (one) => one !== 'masked' || mayMask(field),
  )
  return (
    <td>
      <select
        className={classes.input}
        data-decision
        aria-label={`Mask of ${title}`}
        aria-describedby={lines.length > 0 || question !== null ? reason : undefined}
        aria-invalid={choice === 'asked' || undefined}
        value={choice}
        onChange={(event) => {
          const picked = event.currentTarget.value as Choice
          edits.decide(id, (former) => choose(former, picked))
        }}
      >
        {choice === 'asked' && <option value="asked">{choiceLabels.asked}</option>}
        {options.map((one) => (
          <option key={one} value={one}>
            {choiceLabels[one]}
          </option>
        ))}
      </select>
      {choice === 'masked' && (
        <TextCell
          label={`Name of the mask of ${title}`}
          value={field.mask ?? ''}
          wrong={wrong}
          isCode
          onType={onMaskName}
        />
      )}
      {(lines.length > 0 || question !== null) && (
        <span id={reason} className={classes.why} data-asked={question !== null || undefined}>
          <SaidText text={[...lines, ...(question === null ? [] : [question])].join('; ')} />
        </span>
      )}
    </td>
  )
}
