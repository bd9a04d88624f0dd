import { useMemo, useState } from 'react'
import type { ProposedDraft } from '../../../contract/event-editing.ts'
import {
  addField,
  addFound,
  changeRow,
  decideRow,
  ignoringLeftOut,
  moveRow,
  replaceFound,
} from './change-rows.ts'
import { eventNameOf, renamed, type Row, type Sheet } from './sheet.ts'
import { beginHistory, edit, isChanged, redo, undo, type SheetHistory } from './sheet-history.ts'

/** The edits that a sheet offers; the same functions for as long as it is open. */
export interface SheetEdits {
  readonly changeRow: (id: number, change: (row: Row) => Row, key?: string) => void
  /** The same; if that leaves it out of a new definition, names that no field reads are ignored from then on. */
  readonly decide: (id: number, change: (row: Row) => Row) => void
  readonly move: (id: number, by: -1 | 1) => void
  readonly change: (change: (sheet: Sheet) => Sheet, key?: string) => void
  readonly rename: (name: string) => void
  readonly addField: () => void
  /** Adds what a look has found; the first one gives everything, under a name made from the queue's. */
  readonly add: (found: ProposedDraft, queue: string | null) => void
  /** Replaces everything that was proposed with another part of the messages. */
  readonly replace: (found: ProposedDraft, match: Sheet['match']) => void
  readonly undo: () => void
  readonly redo: () => void
}

export interface SheetStart {
  /** As it is saved. */
  readonly kept: Sheet
  /** The same, or with changes made before it was opened. */
  readonly start: Sheet
  /** Whether it was never saved. */
  readonly isNew: boolean
}

/** A sheet being edited, with all its steps. */
export const useSheet = ({ kept, start, isNew }: SheetStart) => {
  const [history, set] = useState<SheetHistory>(() => edit(beginHistory(kept), start, null))
  const edits = useMemo((): SheetEdits => {
    const change = (next: (sheet: Sheet) => Sheet, key: string | null = null) =>
      set((former) => edit(former, next(former.now), key))
    return {
      changeRow: (id, how, key) =>
        change((sheet) => changeRow(sheet, id, how), key === undefined ? null : `${id} ${key}`),
      decide: (id, how) => change((sheet) => decideRow(sheet, { id, how, isNew })),
      move: (id, by) => change((sheet) => moveRow(sheet, id, by), `${id} move`),
      change: (how, key) => change(how, key ?? null),
      rename: (name) => change((sheet) => renamed(sheet, name), 'name'),
      addField: () => change((sheet) => addField(sheet, '')),
      add: (found, queue) =>
        change((sheet) => {
          const isFirst = sheet.rows.length === 0
          const grown = addFound(sheet, found, isFirst)
          const added = isNew ? ignoringLeftOut(sheet, grown) : grown
          return queue !== null && sheet.name === '' ? renamed(added, eventNameOf(queue)) : added
        }),
      replace: (found, match) => change((sheet) => replaceFound(sheet, found, match)),
      undo: () => set(undo),
      redo: () => set(redo),
    }
  }, [isNew])
  return {
    sheet: history.now,
    edits,
    changed: isChanged(history),
    mayUndo: history.past.length > 0,
    mayRedo: history.future.length > 0,
  }
}
