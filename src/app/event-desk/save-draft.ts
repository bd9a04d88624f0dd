import { readDraft, undecidedMistakes } from '../../contract/draft-file.ts'
import { eventChanges } from '../../contract/event-change.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { DraftChanges, SavedDraft } from '../../contract/event-editing.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import { storedEvent } from '../stored-event.ts'
import { openDraft, rewriteDraft, writeNewDraft } from './draft-files.ts'

interface Saving {
  readonly dataFolder: string
  /** How a definition compares with the one that its table was filled by; null if that cannot be known now. */
  readonly changesInTable: (event: EventDefinition) => Promise<DraftChanges | null>
  /** Whether the file is that of the connection in use. */
  readonly isInUse: (path: string) => boolean
  /** Throws `FailureError` with `run-active` during a run. */
  readonly refuseDuringRun: () => void
  /** Reconnects, with what was agreed to. */
  readonly reconnect: () => Promise<unknown>
}

/**
 * Writes a draft, unless something is undecided, wrong, or changed without agreement. Throws `FailureError` as
 * `rewriteDraft` and `writeNewDraft` do, or with `run-active`.
 */
export const saveDraft = async (
  { draft, path, opened, agreed }: ParsedInput<'saveDraft'>,
  saving: Saving,
): Promise<SavedDraft> => {
  const reading = readDraft(draft)
  const mistakes = [...undecidedMistakes(draft), ...(reading.ok ? [] : reading.mistakes)]
  if (!reading.ok || mistakes.length > 0) return { saved: false, why: 'mistakes', mistakes }
  const { definition, file } = reading
  const found = await changesOf(definition, path, saving)
  if (!isAgreed(found, agreed)) return { saved: false, why: 'changes', ...found }
  const isInUse = path !== null && saving.isInUse(path)
  if (isInUse) saving.refuseDuringRun()
  const written = path ?? (await writeNewDraft(saving.dataFolder, file))
  if (path !== null) await rewriteDraft(path, file, opened)
  if (isInUse) await saving.reconnect()
  return { saved: true, path: written, opened: openDraft(written).opened ?? '', isInUse }
}

/**
 * By the table if it can be read, and otherwise by the file. In a table that no definition has filled yet nothing can go
 * wrong: differences from the file are shown, and are free.
 */
const changesOf = async (
  definition: EventDefinition,
  path: string | null,
  { changesInTable }: Saving,
): Promise<DraftChanges> => {
  const inTable = await changesInTable(definition)
  const inFile = path === null ? [] : eventChanges(storedEvent(path), definition)
  if (inTable === null) return { changes: inFile, seen: null }
  const { changes, seen } = inTable
  return changes.length > 0
    ? { changes, seen }
    : { changes: inFile.map((change) => ({ ...change, kind: 'free', field: null })), seen: null }
}

/** A change that is asked for is agreed to by a click; for a refused one each field's name is typed. */
const isAgreed = ({ changes, seen }: DraftChanges, agreed: ParsedInput<'saveDraft'>['agreed']): boolean =>
  changes.length === 0 ||
  (agreed !== null &&
    agreed.seen === seen &&
    changes.every(({ field }) => field === null || agreed.fields.includes(field)))
