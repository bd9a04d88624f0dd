import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Mistake } from '../../../contract/event-mistake.ts'
import { pathText } from '../../../contract/event-mistake.ts'
import field from '../../ui/field.module.css'
import { SaidText } from '../../ui/sender-text.tsx'
import classes from './event-editor.module.css'
import { HeadMore, morePlaces } from './head-more.tsx'
import type { Sheet } from './sheet.ts'
import type { SheetEdits } from './use-sheet.ts'

interface Props {
  readonly sheet: Sheet
  readonly edits: SheetEdits
  readonly mistakes: readonly Mistake[]
}

const parts = {
  size: 'xs',
  classNames: { input: field.input },
  spellCheck: false,
  autoComplete: 'off',
} as const

/** The event's name, its table, and what becomes of names that no field reads. */
export const HeadPart = ({ sheet, edits, mistakes }: Props) => {
  const { name, table, unknownFields } = sheet
  const wrong = (path: string): ReactNode => {
    const found = mistakes.find((mistake) => isAt(pathText(mistake.path), path))
    return found === undefined ? undefined : <SaidText text={found.sentence} />
  }
  return (
    <div className={classes.head}>
      <TextInput
        {...parts}
        label="Name"
        maxLength={100}
        value={name}
        error={wrong('name')}
        onChange={(event) => edits.rename(event.currentTarget.value)}
      />
      <TextInput
        {...parts}
        label="Schema"
        placeholder="default"
        maxLength={100}
        value={table.schema ?? ''}
        error={wrong('table.schema')}
        onChange={(event) => {
          const schema = event.currentTarget.value
          edits.change(
            (former) => ({ ...former, table: { ...former.table, schema: schema || null } }),
            'schema',
          )
        }}
      />
      <TextInput
        {...parts}
        label="Table"
        maxLength={100}
        value={table.name}
        error={wrong('table.name')}
        onChange={(event) => {
          const next = event.currentTarget.value
          edits.change((former) => ({ ...former, table: { ...former.table, name: next } }), 'table')
        }}
      />
      <NativeSelect
        size="xs"
        label="Unknown fields"
        classNames={{ input: field.input }}
        value={unknownFields}
        onChange={(event) => {
          const next = event.currentTarget.value === 'ignore' ? 'ignore' : 'reject'
          edits.change((former) => ({ ...former, unknownFields: next }))
        }}
        data={[
          { value: 'reject', label: 'Reject the message' },
          { value: 'ignore', label: 'Ignore them' },
        ]}
      />
      <HeadMore sheet={sheet} edits={edits} wrong={wrong} />
      <OtherMistakes mistakes={mistakes} />
    </div>
  )
}

/** Whether a place of a definition is this one or below it: `match.enum[0]` is below `match`. */
const isAt = (place: string, path: string): boolean =>
  place.startsWith(path) && /^(?:[.[]|$)/.test(place.slice(path.length))

/** Mistakes at these places are shown beside their fields. */
const told: readonly string[] = ['name', 'table.name', 'table.schema', ...morePlaces]

const OtherMistakes = ({ mistakes }: Pick<Props, 'mistakes'>) => {
  const others = mistakes.filter(
    ({ path }) =>
      (path[0] !== 'fields' || path.length === 1) && !told.some((place) => isAt(pathText(path), place)),
  )
  if (others.length === 0) return null
  return (
    <ul className={classes.mistakes} aria-label="What is wrong">
      {others.map(({ path, sentence }) => (
        <li key={`${pathText(path)} ${sentence}`}>
          <SaidText text={`${pathText(path)}: ${sentence}`} />
        </li>
      ))}
    </ul>
  )
}
