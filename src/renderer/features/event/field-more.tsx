import type { KeyboardEvent } from 'react'
import type { DraftField } from '../../../contract/event-draft.ts'
import type { FieldOption, FieldType, JsonKind } from '../../../contract/field-type.ts'
import { fieldTypes } from '../../../contract/field-types.ts'
import { digitsOf, linesOf, withAccepted, withDigits } from './field-limits.ts'
import classes from './field-more.module.css'
import table from './field-table.module.css'
import { pointerIn, sourceOf, type Source } from './pointer-source.ts'
import { LinesCell, TextCell, Wrong } from './text-cell.tsx'
import { kindLabels } from './words.ts'

/** Properties of a field that only this part shows. */
export const moreProperties = ['maxLength', 'precision', 'scale', 'enum', 'allowEmpty', 'summary'] as const

interface Props {
  readonly field: DraftField
  readonly title: string
  /** Of the group, for the button that opens it. */
  readonly id: string
  readonly wrong: (property: keyof DraftField) => readonly string[]
  /** @param key the place that is typed into, so that typing a word is one step */
  readonly onChange: (change: (field: DraftField) => DraftField, key?: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** Everything about a field that is seldom said: where it is read from, and which of its values pass. */
export const FieldMore = (props: Props) => {
  const { field, title, id, wrong, onChange, onKeyDown } = props
  const { options }: FieldType = fieldTypes[field.type]
  const has = (option: FieldOption): boolean => options.includes(option)
  return (
    <tr data-more data-standing={field.standing} onKeyDown={onKeyDown}>
      <td colSpan={8}>
        <div id={id} role="group" aria-label={`More about ${title}`} className={classes.more}>
          <SourceSelect {...{ field, title, onChange }} />
          {has('maxLength') && (
            <Digits
              {...props}
              property="maxLength"
              words="Maximum length, in characters"
              label="Maximum length"
            />
          )}
          {has('precision') && (
            <Digits {...props} property="precision" words="Digits in all" label="Digits" />
          )}
          {has('scale') && (
            <Digits {...props} property="scale" words="Digits behind the point" label="Decimal places" />
          )}
          {has('enum') && (
            <div className={classes.part}>
              <span>Allowed values, one per line</span>
              <LinesCell
                label={`Values of ${title}`}
                value={(field.enum ?? []).join('\n')}
                wrong={wrong('enum')}
                onType={(text) => onChange((former) => ({ ...former, enum: linesOf(text) }), 'enum')}
              />
            </div>
          )}
          <Accepted {...{ field, title, onChange }} />
          <Flags {...props} mayBeEmpty={has('allowEmpty') && field.mask === null} />
        </div>
      </td>
    </tr>
  )
}

const sources: readonly { readonly value: Source; readonly label: string }[] = [
  { value: 'body', label: 'Message' },
  { value: 'envelope', label: 'Envelope' },
  { value: 'attribute', label: 'Attribute' },
]

type Changing = Pick<Props, 'field' | 'title' | 'onChange'>

const SourceSelect = ({ field, title, onChange }: Changing) => (
  <label className={classes.part}>
    Read from
    <select
      className={classes.select}
      aria-label={`Source of ${title}`}
      value={sourceOf(field.pointer)}
      onChange={(event) => {
        const source = event.currentTarget.value as Source
        onChange((former) => ({ ...former, pointer: pointerIn(former.pointer, source) }))
      }}
    >
      {sources.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  </label>
)

interface DigitsProps extends Props {
  readonly property: 'maxLength' | 'precision' | 'scale'
  readonly words: string
  readonly label: string
}

const Digits = ({ field, title, wrong, onChange, property, words, label }: DigitsProps) => (
  <div className={classes.part}>
    <span>{words}</span>
    <TextCell
      label={`${label} of ${title}`}
      value={field[property] === null ? '' : String(field[property])}
      hint="no limit"
      wrong={wrong(property)}
      onType={(text) => onChange((former) => withDigits(former, property, digitsOf(text)), property)}
    />
  </div>
)

/** Which of the JSON types that its type can take it does take. */
const Accepted = ({ field, title, onChange }: Changing) => {
  const { possible, natural }: FieldType = fieldTypes[field.type]
  const kinds: readonly JsonKind[] = field.form === 'rfc3339' ? natural(field.form) : possible
  if (kinds.length < 2) return null
  return (
    <fieldset className={classes.kinds}>
      <legend>JSON types</legend>
      {kinds.map((kind) => (
        <label key={kind} className={table.flag}>
          <input
            type="checkbox"
            aria-label={`${title} takes ${kindLabels[kind]}`}
            checked={field.accept.includes(kind)}
            onChange={(event) => {
              const takes = event.currentTarget.checked
              onChange((former) => withAccepted(former, kind, takes))
            }}
          />
          {kindLabels[kind]}
        </label>
      ))}
    </fieldset>
  )
}

const Flags = ({
  field,
  title,
  id,
  wrong,
  onChange,
  mayBeEmpty,
}: Props & { readonly mayBeEmpty: boolean }) => {
  const flag = (property: 'allowEmpty' | 'summary', words: string) => (
    <label className={table.flag}>
      <input
        type="checkbox"
        aria-label={`${title} ${words}`}
        checked={field[property]}
        onChange={(event) => {
          const isSet = event.currentTarget.checked
          onChange((former) => ({ ...former, [property]: isSet }))
        }}
      />
      {words}
    </label>
  )
  return (
    <div className={classes.part}>
      {(mayBeEmpty || field.allowEmpty) && flag('allowEmpty', 'may be empty')}
      {(field.mask === null || field.summary) && flag('summary', 'counted in Summary')}
      <Wrong id={`${id}-flags`} of={[...wrong('allowEmpty'), ...wrong('summary')]} />
    </div>
  )
}
