import type { EventDefinition } from '../contract/event-definition.ts'
import { readEvent } from '../contract/read-event.ts'
import { readJsonBytes, readJsonFile, type JsonFileReading, type ReadValue } from './json-file.ts'

export type EventFileReading =
  | { readonly ok: true; readonly definition: EventDefinition }
  | Extract<JsonFileReading<never>, { readonly ok: false }>

/** A definition of 64 fields with long lists takes a tenth of it. */
const kind = { holds: 'definition', largest: 256 * 1_024 }

/** Reads the definition in a file that a person named. Never throws: what is wrong with the file itself is a mistake too. */
export const readEventFile = (path: string): EventFileReading =>
  asDefinition(readJsonFile(path, kind, readDefinition))

/** Reads the definition in the bytes of a file. */
export const readEventBytes = (name: string, bytes: Uint8Array): EventFileReading =>
  asDefinition(readJsonBytes(name, bytes, readDefinition))

const readDefinition: ReadValue<EventDefinition> = (value) => {
  const read = readEvent(value)
  return read.ok ? { ok: true, value: read.definition } : read
}

const asDefinition = (reading: JsonFileReading<EventDefinition>): EventFileReading =>
  reading.ok ? { ok: true, definition: reading.value } : reading
