import { rm } from 'node:fs/promises'
import { expect } from 'vitest'
import { demandAddress } from '../../src/adapters/postgres/address.ts'
import type { AcceptedChanges } from '../../src/adapters/postgres/event-objections.ts'
import { openStorage } from '../../src/app/storage.ts'
import type { DatabaseTarget } from '../../src/app/targets.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { definitionOf, eventFile, type EventFile } from '../../src/contract/event-file.ts'
import { FailureError, type Failure, type FailureCode } from '../../src/contract/failure.ts'
import type { FieldFile } from './event-files.ts'
import { makeFolder } from './folders.ts'
import { testSettings } from './settings.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

/** As wide as a mask, so that no column has to be changed for the other. */
export const clear: FieldFile = { name: 'a', type: 'text', maxLength: 64 }
export const masked: FieldFile = { ...clear, mask: 'a' }
export const rest: FieldFile = { name: 'z', type: 'text', maxLength: 64, required: false }

export const eventOf = (fields: readonly FieldFile[], more: Partial<EventFile> = {}): EventDefinition =>
  definitionOf(eventFile.parse({ name: 'tries', table: { name: 'tries' }, fields, ...more }))

export type Agreed = Partial<AcceptedChanges>

/** A database whose table is filled by one definition after another. */
export interface ChangingEvent {
  readonly test: TestDatabase
  readonly target: DatabaseTarget
  /** Starts to use the table, or only looks, and returns the objections. */
  readonly begin: (event: EventDefinition, agreed?: Agreed, lookOnly?: boolean) => Promise<Failure | null>
  readonly codeOf: (
    event: EventDefinition,
    agreed?: Agreed,
    lookOnly?: boolean,
  ) => Promise<FailureCode | null>
  /** A first use by a definition of `tries`, after which it has a row with a value in `a`. */
  readonly fill: (event: EventDefinition) => Promise<void>
  /** The hashes of what was registered, in order. */
  readonly registered: () => Promise<readonly string[]>
  readonly empty: () => Promise<unknown>
  readonly close: () => Promise<void>
}

/** @param server the URL of a superuser on a server other than the shared one */
export const createChangingEvent = async (server?: string): Promise<ChangingEvent> => {
  const [test, folder] = await Promise.all([createTestDatabase(server), makeFolder()])
  const target = { address: demandAddress(test.url), embedded: false }
  const begin: ChangingEvent['begin'] = async (event, agreed = {}, lookOnly = false) => {
    const accepted = { asked: false, fields: [], seen: null, ...agreed }
    try {
      const storage = await openStorage(target, { ...testSettings(folder), event, accepted, lookOnly })
      await storage.close()
      return null
    } catch (error) {
      if (error instanceof FailureError) return error.failure
      throw error
    }
  }
  return {
    ...{ test, target, begin },
    codeOf: async (event, agreed, lookOnly) => (await begin(event, agreed, lookOnly))?.code ?? null,
    fill: async (event) => {
      expect(await begin(event)).toBeNull()
      // Sluice does not add columns to an existing table.
      for (const column of ['b', 'z'])
        await test.query(`alter table tries add column if not exists ${column} varchar(64)`)
      await test.query(`insert into tries (a) values ('x')`)
    },
    registered: async () =>
      (await test.query<{ hash: string }>('select hash from sluice.events order by event_id')).map(
        ({ hash }) => hash,
      ),
    empty: () =>
      test.query('drop schema if exists sluice cascade; drop schema public cascade; create schema public'),
    close: async () => {
      await test.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
