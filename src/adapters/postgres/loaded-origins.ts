import type { Database } from './database.ts'
import { originKeys, type Digest } from './origin-key.ts'

/** Which of these origins are in the ledger of loaded events. Throws `PortError`. */
export const loadedOrigins = async (
  database: Database,
  origins: readonly string[],
  digest?: Digest,
): Promise<ReadonlySet<string>> => {
  const each = [...new Set(origins)]
  if (each.length === 0) return new Set()
  const keys = originKeys(each, digest)
  const rows = await database.query<{ origin: string }>({
    text: `select origin::text from sluice.loaded_among($1::uuid[], $2::text[])`,
    values: [keys.map(({ key }) => key), keys.map(({ text }) => text)],
  })
  const found = new Set(rows.map(({ origin }) => origin))
  return new Set(each.filter((_, index) => found.has(keys[index]?.key ?? '')))
}
