import { demandAddress } from '../../../src/adapters/postgres/address.ts'
import { openStorage } from '../../../src/app/storage.ts'
import { contend } from '../side.ts'
import { benchSettings } from './sluice-parts.ts'

/** Makes the schema and the table, so that several workers find them. */
await contend(async (options) => {
  const storage = await openStorage(
    { address: demandAddress(options.databaseUrl), embedded: false },
    benchSettings(options),
  )
  await storage.close()
  return () => Promise.resolve(0)
})
