import { openDatabase, type Database } from '../../adapters/postgres/database.ts'
import { checkSchema } from '../../adapters/postgres/migrate.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { joinTargets } from '../join-targets.ts'
import { openTargets } from '../open-targets.ts'
import { openStorage, type Storage } from '../storage.ts'

/**
 * For commands that only read: the schema is read, not created or changed, and the server is told to refuse writes.
 *
 * @param action receives the current event, too
 * @param mode `writing` for commands that leave a record
 */
export const withReading = async <T>(
  settings: Settings,
  queueThread: URL,
  action: (database: Database, event: EventDefinition) => Promise<T>,
  {
    connections = 1,
    mode = 'reading',
  }: { readonly connections?: number; readonly mode?: 'reading' | 'writing' } = {},
): Promise<T> => {
  await using opened = new AsyncDisposableStack()
  const effective = effectiveSettings(settings, 'database')
  const targets = await joinTargets(effective, 'database', queueThread)
  opened.defer(targets.close)
  const database = openDatabase(targets.database.address, connections, mode)
  opened.defer(database.close)
  await checkSchema(database)
  return await action(database, effective.event)
}

export const withStorage = async <T>(
  settings: Settings,
  queueThread: URL,
  action: (storage: Storage, embedded: boolean) => Promise<T>,
  onNotice: (sentence: string) => void = () => undefined,
): Promise<T> => {
  await using opened = new AsyncDisposableStack()
  const targets = await openTargets(settings, 'database', queueThread)
  opened.defer(targets.close)
  const storage = await openStorage(targets.database, settings, onNotice)
  opened.defer(storage.close)
  return await action(storage, targets.database.embedded)
}
