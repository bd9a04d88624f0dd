import { useEffect, useRef } from 'react'
import type { Mistake } from '../../../contract/event-mistake.ts'
import { FieldRow } from './field-row.tsx'
import classes from './field-table.module.css'
import type { JudgedDraft } from './use-about.ts'
import { foundRows, type Sheet } from './sheet.ts'
import type { SheetEdits } from './use-sheet.ts'

const heads = ['Order', 'Name', 'Path', 'In the messages', 'Type', 'Required', 'Mask', 'Column'] as const

interface Props {
  readonly sheet: Sheet
  readonly edits: SheetEdits
  readonly search: string
  readonly judged: JudgedDraft | null
  readonly mistakes: readonly Mistake[]
  /** The row whose decision gets the focus; a new object for each request; null for none. */
  readonly asked: { readonly id: number } | null
}

/** The fields of a definition, each with what the messages have at its place. */
export const FieldTable = ({ sheet, edits, search, judged, mistakes, asked }: Props) => {
  const table = useRef<HTMLTableElement>(null)
  useEffect(() => {
    if (asked === null) return
    const row = table.current?.querySelector(`[data-row="${asked.id}"]`)
    const control = row?.querySelector<HTMLElement>('[data-decision]')
    control?.focus()
    control?.scrollIntoView({ block: 'nearest' })
  }, [asked])
  const rows = foundRows(sheet.rows, search)
  const placeOf = new Map(sheet.rows.map(({ id }, index) => [id, index]))
  const counts = new Map(judged?.draft.fields.map(({ pointer }, index) => [pointer, judged.places[index]]))
  const byRow = Map.groupBy(
    mistakes.filter(({ path: [outer] }) => outer === 'fields'),
    ({ path }) => Number(path[1]),
  )
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label="Fields">
      <table ref={table} className={classes.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const at = placeOf.get(row.id) ?? -1
            return (
              <FieldRow
                key={row.id}
                {...{ row, edits, of: judged?.of ?? 0, mayMove: search.trim() === '' }}
                place={counts.get(row.field.pointer) ?? null}
                mistakes={byRow.get(at) ?? none}
              />
            )
          })}
        </tbody>
      </table>
      {rows.length === 0 && (
        <p className={classes.nothing}>
          {sheet.rows.length === 0
            ? 'No field yet: look at the queue, or add one.'
            : 'No field has this in its name.'}
        </p>
      )}
    </div>
  )
}

const none: readonly Mistake[] = []
