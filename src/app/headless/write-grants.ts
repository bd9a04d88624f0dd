import { openDatabase } from '../../adapters/postgres/database.ts'
import { grantScript } from '../../adapters/postgres/grant-script.ts'
import { lookAtDatabase } from '../../adapters/postgres/look.ts'
import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { joinTargets } from '../join-targets.ts'

/** The SQL script that an administrator runs for a role that owns nothing. Throws `FailureError` or `PortError`. */
export const scriptFor = async (settings: Settings, role: string, queueThread: URL): Promise<string> => {
  await using opened = new AsyncDisposableStack()
  const effective = effectiveSettings(settings, 'database')
  const targets = await joinTargets(effective, 'database', queueThread)
  opened.defer(targets.close)
  const database = openDatabase(targets.database.address, 1, 'reading')
  opened.defer(database.close)
  return grantScript(await lookAtDatabase(database, effective.event, new Date(), role), role)
}
