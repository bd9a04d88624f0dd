import type { EventDefinition } from '../../contract/event-definition.ts'

/**
 * What the catalogue says about a relation that events are inserted into. Reading it needs no right on the relation.
 */
export interface TableFacts {
  /** What is to be inserted, which decides the columns that matter. */
  readonly event: EventDefinition
  readonly oid: number
  /** With its schema, quoted. */
  readonly name: string
  readonly schema: string
  readonly kind: TableKind
  /** Whether an insert is possible at all: some views take none. */
  readonly takesInserts: boolean
  readonly owner: string
  /** Whether our role may act as the owner, who alone may change it. */
  readonly isOwner: boolean
  /** The topmost table that it is a partition or a child of; null if it is alone. */
  readonly root: {
    readonly name: string
    readonly oid: number
    readonly schema: string
    readonly isPartitioned: boolean
  } | null
  readonly hasChildren: boolean
  readonly rights: TableRights
  readonly columns: readonly ColumnFacts[]
  readonly sequences: readonly SequenceFacts[]
  /** Triggers that an insert fires, those of partitions among them. */
  readonly triggers: readonly TriggerFacts[]
  /** Names of rules for inserts. */
  readonly rules: readonly string[]
  readonly rowSecurity: RowSecurity
  /** For each column of a wrong type, what would prevent changing it, in words. */
  readonly bound: ReadonlyMap<string, readonly string[]>
  /** Names of the owner's constraints, which only rows can meet or violate. */
  readonly constraints: readonly string[]
  /** Of a view over one relation: that relation, and which of its columns the view reads. */
  readonly base: { readonly table: TableFacts; readonly reads: readonly string[] } | null
  /** The partitions for today's and yesterday's rows; empty if not partitioned. */
  readonly days: readonly DayFacts[]
}

export type TableKind = 'table' | 'partitioned' | 'view' | 'materialized-view' | 'foreign-table' | 'other'

export interface TableRights {
  readonly useSchema: boolean
  /** On the whole table, or on every column needed. */
  readonly select: boolean
  readonly insert: boolean
}

export interface ColumnFacts {
  readonly name: string
  /** Beneath any domain, without its size; `citext` whatever schema it is in. */
  readonly type: string
  /** The same with its schema, quoted. */
  readonly typeName: string
  readonly isDomain: boolean
  /** In characters; null for no limit. */
  readonly width: number | null
  /** A number's digits, a time's decimals of a second; null for no limit. */
  readonly precision: number | null
  /** A number's digits after the point. */
  readonly scale: number | null
  /** Of an enum its values, in their order; null for all other types. */
  readonly labels: readonly string[] | null
  readonly isRequired: boolean
  /** The source of its value if an insert does not name it. */
  readonly filledBy: 'identity' | 'generated' | 'default' | null
  /** The default as SQL; null for an identity, and if there is none. */
  readonly defaultText: string | null
}

/** A sequence that gives a column its values. */
export interface SequenceFacts {
  readonly column: string
  /** With its schema, quoted. */
  readonly name: string
  readonly mayUse: boolean
  readonly increment: bigint
  readonly least: bigint
  readonly most: bigint
  /** Its next number; null if that cannot be seen. */
  readonly next: bigint | null
}

export interface TriggerFacts {
  readonly name: string
  /** Whether it can change or swallow a row on its way in. */
  readonly isBefore: boolean
}

export interface RowSecurity {
  /** Whether it applies to our role: not to the owner, unless forced, nor to a role that bypasses it. */
  readonly applies: boolean
  /** Which of our two actions have a policy that can let rows pass. */
  readonly mayInsert: boolean
  readonly maySelect: boolean
}

export interface DayFacts {
  /** `YYYY-MM-DD`. */
  readonly day: string
  /** Unknown if the partition depends on more than the day. */
  readonly partition: 'there' | 'missing' | 'unknown'
}
