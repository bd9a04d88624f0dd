import type { Database } from './database.ts'

/** A rule as it is kept: its file, and whether it was tried here without changing anything. */
export interface KeptRule {
  readonly id: number
  readonly name: string
  readonly hash: string
  readonly isPreviewed: boolean
}

export interface RuleToKeep {
  readonly name: string
  readonly hash: string
  /** Hash of the definition that it was made for. */
  readonly definition: string
  readonly file: string
  readonly origin: 'file' | 'made-here'
}

/** Keeps a rule, once for each of its contents; another one of the same name is kept beside it. Throws `PortError`. */
export const keepRule = async (database: Database, rule: RuleToKeep): Promise<KeptRule> => {
  const { name, hash, definition, file, origin } = rule
  await database.query({
    text: `insert into sluice.repair_rules (name, hash, definition, file, origin) values ($1, $2, $3, $4, $5)
           on conflict (name, hash) do nothing`,
    values: [name, hash, definition, file, origin],
  })
  const [kept] = await database.query<{ id: number; previewed: boolean }>({
    text: `select rule_id as id, previewed_at is not null as previewed from sluice.repair_rules
           where name = $1 and hash = $2`,
    values: [name, hash],
  })
  if (kept === undefined) throw new Error('A rule that was kept is there')
  return { id: kept.id, name, hash, isPreviewed: kept.previewed }
}

/** Notes that somebody has seen what a rule would do. Throws `PortError`. */
export const notePreview = async (database: Database, { id }: KeptRule): Promise<void> => {
  await database.query({
    text: 'update sluice.repair_rules set previewed_at = clock_timestamp() where rule_id = $1',
    values: [id],
  })
}
