import type { Keys } from './keys.ts'

/** A key in a focused list, for the sheet of shortcuts. */
export interface ListKey {
  readonly label: string
  readonly keys: Keys
}

export const gridKeys: readonly ListKey[] = [
  { label: 'Select all rows', keys: 'mod+A' },
  { label: 'Copy what is selected', keys: 'mod+C' },
  { label: 'Select more', keys: 'shift+Arrows' },
  { label: 'To the first or the last cell', keys: 'mod+Home / End' },
  { label: 'Details of the row', keys: 'Enter' },
  { label: 'Menu of the cell', keys: 'shift+F10' },
  { label: 'Menu of the column, at its name', keys: 'Alt+Down' },
]

export const messageKeys: readonly ListKey[] = [
  { label: 'Select the message', keys: 'X' },
  { label: 'Select all messages', keys: 'mod+A' },
  { label: 'Select up to another', keys: 'shift+Up / Down' },
  { label: 'To the first or the last', keys: 'Home / End' },
  { label: 'Discard', keys: 'Delete' },
]

/** Keys for mending one rejected message; the second is the editor's own. */
export const mendKeys: readonly ListKey[] = [
  { label: 'Save version', keys: 'mod+S' },
  { label: 'Next fault in the whole text', keys: 'F8' },
]
