import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { envelopeKinds, mostEnvelopes } from '../../../contract/event-definition.ts'
import field from '../../ui/field.module.css'
import classes from './event-editor.module.css'
import { linesOf } from './field-limits.ts'
import type { Sheet } from './sheet.ts'
import type { SheetEdits } from './use-sheet.ts'
import { envelopeLabels } from './words.ts'

interface Props {
  readonly sheet: Sheet
  readonly edits: SheetEdits
  /** The mistake at this place of the definition, or below it. */
  /** What is wrong at a place; nothing if nothing is. */
  readonly wrong: (path: string) => ReactNode
}

const parts = {
  size: 'xs',
  classNames: { input: field.input },
  spellCheck: false,
  autoComplete: 'off',
} as const

/** Mistakes at these places are shown here. */
export const morePlaces = [
  'label',
  'envelope',
  'origin',
  'table.rowNumber',
  'table.sentColumn',
  'match',
] as const

/** What is seldom said about an event: its envelope, how copies are recognised, and which messages are meant. */
export const HeadMore = ({ sheet, edits, wrong }: Props) => {
  const [isOpen, open] = useState(false)
  const { label, table, origin } = sheet
  const inTable = (property: 'rowNumber' | 'sentColumn', value: string | null): void =>
    edits.change((former) => ({ ...former, table: { ...former.table, [property]: value } }), property)
  // What is wrong is never hidden.
  const isShown = isOpen || morePlaces.some((place) => wrong(place) !== undefined)
  return (
    <details className={classes.headMore} open={isShown} onToggle={(event) => open(event.currentTarget.open)}>
      <summary>Envelope, columns and filter</summary>
      <div className={classes.head}>
        <TextInput
          {...parts}
          label="Label"
          maxLength={100}
          value={label}
          error={wrong('label')}
          onChange={(event) => {
            const next = event.currentTarget.value
            edits.change((former) => ({ ...former, label: next }), 'label')
          }}
        />
        <Envelopes {...{ sheet, edits, wrong }} />
        <NativeSelect
          size="xs"
          label="Recognise copies by"
          classNames={{ input: field.input }}
          value={origin}
          onChange={(event) => {
            const next = event.currentTarget.value === 'message' ? 'message' : 'envelope'
            edits.change((former) => ({ ...former, origin: next }))
          }}
          data={[
            { value: 'envelope', label: 'The id in the envelope' },
            { value: 'message', label: 'The id of the message' },
          ]}
        />
        <TextInput
          {...parts}
          label="Column for the row number"
          maxLength={100}
          value={table.rowNumber}
          error={wrong('table.rowNumber')}
          onChange={(event) => inTable('rowNumber', event.currentTarget.value)}
        />
        <TextInput
          {...parts}
          label="Column for the day sent"
          placeholder="none"
          maxLength={100}
          value={table.sentColumn ?? ''}
          error={wrong('table.sentColumn')}
          onChange={(event) => inTable('sentColumn', event.currentTarget.value || null)}
        />
        <Matching {...{ sheet, edits, wrong }} />
      </div>
    </details>
  )
}

/** From the outermost to the innermost; the next one is offered when the one around it is chosen. */
const Envelopes = ({ sheet: { envelope }, edits, wrong }: Props) => {
  const kinds = envelope === 'auto' ? [] : envelope
  const set = (next: Sheet['envelope']): void => edits.change((former) => ({ ...former, envelope: next }))
  const known = envelopeKinds.map((kind) => ({ value: kind, label: envelopeLabels[kind] }))
  return Array.from({ length: Math.min(mostEnvelopes, kinds.length + 1) }, (_, at) => (
    <NativeSelect
      key={at}
      size="xs"
      label={at === 0 ? 'Envelope' : `Inside ${envelopeLabels[kinds[at - 1] ?? 'sns']}`}
      classNames={{ input: field.input }}
      error={at === 0 ? wrong('envelope') : undefined}
      value={at === 0 && envelope === 'auto' ? 'auto' : (kinds[at] ?? '')}
      onChange={(event) => {
        const { value } = event.currentTarget
        const kind = envelopeKinds.find((one) => one === value)
        if (value === 'auto') set('auto')
        else
          set(kind === undefined ? kinds.slice(0, at) : [...kinds.slice(0, at), kind, ...kinds.slice(at + 1)])
      }}
      data={[
        ...(at === 0 ? [{ value: 'auto', label: 'Detect' }] : []),
        { value: '', label: at === 0 ? 'None' : 'The event' },
        ...known,
      ]}
    />
  ))
}

/** Which messages are meant: those with one of these texts there. */
const Matching = ({ sheet: { match }, edits, wrong }: Props) => {
  const set = (pointer: string, texts: string[], key: string): void =>
    edits.change(
      (former) => ({
        ...former,
        match: pointer === '' && texts.length === 0 ? null : { pointer, enum: texts },
      }),
      key,
    )
  return (
    <>
      <TextInput
        {...parts}
        label="Only messages where"
        placeholder="all messages"
        maxLength={500}
        value={match?.pointer ?? ''}
        error={wrong('match.pointer') ?? (wrong('match.enum') === undefined ? wrong('match') : undefined)}
        onChange={(event) => set(event.currentTarget.value, match?.enum ?? [], 'match')}
      />
      <Textarea
        {...parts}
        label="is one of these, one per line"
        autosize
        minRows={1}
        maxRows={6}
        value={match?.enum.join('\n') ?? ''}
        error={wrong('match.enum')}
        onChange={(event) =>
          set(match?.pointer ?? '', (linesOf(event.currentTarget.value) ?? []).slice(0, 100), 'match values')
        }
      />
    </>
  )
}
