import type { Database } from './database.ts'
import { isoTime } from './time-text.ts'

/** A stored rule. */
export interface KeptRule {
  readonly id: number
  readonly name: string
  readonly hash: string
  /** The text of its file. */
  readonly file: string
  readonly origin: 'file' | 'made-here'
  /** ISO 8601, UTC. */
  readonly keptAt: string
  /** When someone last previewed it here; null if nobody did. */
  readonly previewedAt: string | null
  /** When it was last applied. */
  readonly usedAt: string | null
  /** Since when it automatically mends what runs reject; null if it does not. */
  readonly enabledAt: string | null
}

export interface RuleToKeep {
  readonly name: string
  readonly hash: string
  /** Hash of the definition it was made for. */
  readonly definition: string
  readonly file: string
  readonly origin: 'file' | 'made-here'
}

interface Row {
  readonly id: number
  readonly name: string
  readonly hash: string
  readonly file: string
  readonly origin: 'file' | 'made-here'
  readonly kept_at: string
  readonly previewed_at: string | null
  readonly used_at: string | null
  readonly enabled_at: string | null
}

const columns = `rule_id as id, name, hash, file, origin, ${isoTime('kept_at')} as kept_at,
  ${isoTime('previewed_at')} as previewed_at, ${isoTime('used_at')} as used_at,
  ${isoTime('enabled_at')} as enabled_at`

const toRule = ({ kept_at, previewed_at, used_at, enabled_at, ...row }: Row): KeptRule => ({
  ...row,
  keptAt: kept_at,
  previewedAt: previewed_at,
  usedAt: used_at,
  enabledAt: enabled_at,
})

/**
 * Stores a rule, once for each content; another one of the same name is stored beside it. A deleted one returns, with
 * its history. Throws `PortError`.
 */
export const keepRule = async (database: Database, rule: RuleToKeep): Promise<KeptRule> => {
  const { name, hash, definition, file, origin } = rule
  await database.query({
    text: `insert into sluice.repair_rules (name, hash, definition, file, origin) values ($1, $2, $3, $4, $5)
           on conflict (name, hash) do update set removed_at = null`,
    values: [name, hash, definition, file, origin],
  })
  const kept = await findRule(database, hash)
  if (kept === null) throw new Error('A rule that was kept is there')
  return kept
}

/** The rules that were not deleted, by name. Throws `PortError`. */
export const listRules = async (database: Database): Promise<readonly KeptRule[]> => {
  const rows = await database.query<Row>({
    text: `select ${columns} from sluice.repair_rules where removed_at is null
           order by lower(name) collate "C", repair_rules.kept_at, rule_id`,
  })
  return rows.map(toRule)
}

/**
 * A rule by its hash or its name; of two with the same name, the one stored last. Null if there is none, or it was
 * deleted. Throws `PortError`.
 */
export const findRule = async (database: Database, named: string): Promise<KeptRule | null> => {
  const [row] = await database.query<Row>({
    text: `select ${columns} from sluice.repair_rules where removed_at is null and (hash = $1 or name = $1)
           order by (hash = $1) desc, repair_rules.kept_at desc, rule_id desc limit 1`,
    values: [named],
  })
  return row === undefined ? null : toRule(row)
}

/** Removes a rule from the list, or puts it back; returns whether that changed anything. Throws `PortError`. */
export const setRemoved = async (database: Database, hash: string, removed: boolean): Promise<boolean> => {
  const changed = await database.query({
    text: `update sluice.repair_rules set removed_at = case when $2 then clock_timestamp() end, enabled_at = null
           where hash = $1 and (removed_at is null) = $2 returning rule_id`,
    values: [hash, removed],
  })
  return changed.length > 0
}

/** Records that someone has previewed a rule. Throws `PortError`. */
export const notePreview = async (database: Database, { id }: Pick<KeptRule, 'id'>): Promise<void> => {
  await database.query({
    text: 'update sluice.repair_rules set previewed_at = clock_timestamp() where rule_id = $1',
    values: [id],
  })
}

/** Records that a rule is applied. Throws `PortError`. */
export const noteUse = async (database: Database, { id }: Pick<KeptRule, 'id'>): Promise<void> => {
  await database.query({
    text: 'update sluice.repair_rules set used_at = clock_timestamp() where rule_id = $1',
    values: [id],
  })
}

/** Switches on or off whether a rule mends what runs reject. Throws `PortError`. */
export const setEnabled = async (database: Database, hash: string, enabled: boolean): Promise<void> => {
  await database.query({
    text: `update sluice.repair_rules
           set enabled_at = case when $2 then coalesce(enabled_at, clock_timestamp()) end
           where hash = $1 and removed_at is null`,
    values: [hash, enabled],
  })
}

/** The time by the database's clock, ISO 8601, UTC. Throws `PortError`. */
export const databaseTime = async (database: Database): Promise<string> => {
  const [row] = await database.query<{ now: string }>({
    text: `select ${isoTime('clock_timestamp()')} as now`,
  })
  return row?.now ?? ''
}
