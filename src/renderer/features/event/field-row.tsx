import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo, useId, useState, type KeyboardEvent } from 'react'
import type { PlaceCounts } from '../../../contract/event-editing.ts'
import type { Mistake } from '../../../contract/event-mistake.ts'
import type { DraftField } from '../../../contract/event-draft.ts'
import { SenderText } from '../../ui/sender-text.tsx'
import { DecisionCell, TypeCell } from './choice-cells.tsx'
import { FieldMore, moreProperties } from './field-more.tsx'
import classes from './field-table.module.css'
import { tableNameOf, type Row } from './sheet.ts'
import { TextCell } from './text-cell.tsx'
import type { SheetEdits } from './use-sheet.ts'
import { shareWords } from './words.ts'

export interface FieldRowProps {
  readonly row: Row
  readonly edits: SheetEdits
  /** What the messages have at its place; null if unknown. */
  readonly place: PlaceCounts | null
  readonly of: number
  /** What is wrong with it. */
  readonly mistakes: readonly Mistake[]
  readonly mayMove: boolean
}

/** One field, with what the messages have at its place. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { row, edits, mistakes, mayMove } = props
  const { id, field, isNew } = row
  const more = useId()
  const [isOpen, open] = useState(false)
  const title = field.name === '' ? `field ${id}` : field.name
  const wrong = (property: keyof DraftField): readonly string[] =>
    mistakes.filter(({ path }) => path[2] === property).map(({ sentence }) => sentence)
  // What is wrong is never hidden.
  const isShown = isOpen || moreProperties.some((property) => wrong(property).length > 0)
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (by === null || !event.altKey || !mayMove) return
    event.preventDefault()
    edits.move(id, by)
  }
  return (
    <>
      <tr data-row={id} data-standing={field.standing} data-new={isNew || undefined} onKeyDown={onKeyDown}>
        <td className={classes.moves}>
          <Moves title={title} mayMove={mayMove} onMove={(by) => edits.move(id, by)} />
          <button
            type="button"
            className={classes.move}
            aria-label={`More about ${title}`}
            aria-expanded={isShown}
            aria-controls={isShown ? more : undefined}
            onClick={() => open(!isOpen)}
          >
            {isShown ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          </button>
        </td>
        <Cells {...props} title={title} wrong={wrong} />
      </tr>
      {isShown && (
        <FieldMore
          {...{ field, title, wrong, onKeyDown, id: more }}
          onChange={(change, key) =>
            edits.changeRow(id, (former) => ({ ...former, field: change(former.field) }), key)
          }
        />
      )}
    </>
  )
})

interface CellsProps extends FieldRowProps {
  readonly title: string
  readonly wrong: (property: keyof DraftField) => readonly string[]
}

const Cells = ({ row, edits, place, of, title, wrong }: CellsProps) => {
  const { id, field, isNew } = row
  const type = (property: 'name' | 'pointer' | 'column' | 'mask') => (text: string) =>
    edits.changeRow(id, (former) => ({ ...former, field: typed(former.field, property, text) }), property)
  return (
    <>
      <td>
        <TextCell label={`Name of ${title}`} value={field.name} wrong={wrong('name')} onType={type('name')} />
        {isNew && <span className={classes.tag}>new</span>}
      </td>
      <td>
        <TextCell
          {...{ label: `Path of ${title}`, value: field.pointer, wrong: wrong('pointer'), isCode: true }}
          onType={type('pointer')}
        />
      </td>
      <Counts place={place} of={of} />
      <TypeCell
        row={row}
        title={title}
        edits={edits}
        wrong={[...wrong('type'), ...wrong('accept'), ...wrong('form')]}
      />
      <td>
        <Flag
          {...{ label: 'required', title, isSet: field.required }}
          onSet={setFlag(edits, id, 'required')}
        />
        <Flag
          {...{ label: 'or null', title, isSet: field.nullable }}
          onSet={setFlag(edits, id, 'nullable')}
        />
      </td>
      <DecisionCell row={row} title={title} edits={edits} wrong={wrong('mask')} onMaskName={type('mask')} />
      <td>
        <TextCell
          {...{ label: `Column of ${title}`, value: field.column, wrong: wrong('column'), isCode: true }}
          onType={type('column')}
        />
      </td>
    </>
  )
}

interface MovesProps {
  readonly title: string
  readonly mayMove: boolean
  readonly onMove: (by: -1 | 1) => void
}

const Moves = ({ title, mayMove, onMove }: MovesProps) => (
  <>
    <button
      type="button"
      className={classes.move}
      disabled={!mayMove}
      aria-label={`Move ${title} up`}
      onClick={() => onMove(-1)}
    >
      <IconArrowUp size={14} aria-hidden />
    </button>
    <button
      type="button"
      className={classes.move}
      disabled={!mayMove}
      aria-label={`Move ${title} down`}
      onClick={() => onMove(1)}
    >
      <IconArrowDown size={14} aria-hidden />
    </button>
  </>
)

/** A column named after its field is renamed with it. */
const typed = (
  field: DraftField,
  property: 'name' | 'pointer' | 'column' | 'mask',
  text: string,
): DraftField => {
  if (property !== 'name') return { ...field, [property]: text }
  const prefix = field.mask === null ? '' : 'masked_'
  const isOwn = field.column === `${prefix}${tableNameOf(field.name)}` || field.column === ''
  return { ...field, name: text, column: isOwn ? `${prefix}${tableNameOf(text)}` : field.column }
}

const setFlag = (edits: SheetEdits, id: number, flag: 'required' | 'nullable') => (isSet: boolean) =>
  edits.changeRow(id, (row) => ({ ...row, field: { ...row.field, [flag]: isSet } }))

interface FlagProps {
  readonly label: string
  readonly title: string
  readonly isSet: boolean
  readonly onSet: (isSet: boolean) => void
}

const Flag = ({ label, title, isSet, onSet }: FlagProps) => (
  <label className={classes.flag}>
    <input
      type="checkbox"
      aria-label={`${title} is ${label}`}
      checked={isSet}
      onChange={(event) => onSet(event.currentTarget.checked)}
    />
    {label}
  </label>
)

/** How many of the messages have it, how many have null there, and what its values look like. */
const Counts = ({ place, of }: Pick<FieldRowProps, 'place' | 'of'>) => (
  <td className={classes.counts}>
    {place === null || of === 0 ? (
      '–'
    ) : (
      <>
        {shareWords(place.seen, of)}
        {place.nulls > 0 && `, ${place.nulls === place.seen ? 'always' : place.nulls} null`}
        {place.samples.map((sample) => (
          <span key={sample} className={classes.sample}>
            <SenderText text={sample} />
          </span>
        ))}
      </>
    )}
  </td>
)
