import pg from 'pg'
import type { CommandName } from '../../src/contract/monitor.ts'
import type { FollowedClient } from './follow-client.ts'
import type { TestDatabase } from './test-database.ts'

export interface Watched {
  /** Every statement that was sent. */
  readonly statements: ReadonlySet<string>
  /** The planted functions that ran. */
  readonly planted: ReadonlySet<string>
}

/** Everything that goes through this process's driver during the action, on all connections. */
export const watchDriver = async (action: () => Promise<void>): Promise<Watched> => {
  const watched = { statements: new Set<string>(), planted: new Set<string>() }
  // The driver has many forms of `query`, and all of them begin with the statement.
  const client = pg.Client.prototype as unknown as Record<
    'query' | 'emit',
    (...args: readonly unknown[]) => unknown
  >
  const { query, emit } = client
  client.query = function watch(this: unknown, ...args) {
    const [first] = args
    const text = typeof first === 'string' ? first : (first as { readonly text?: unknown } | undefined)?.text
    if (typeof text === 'string') watched.statements.add(text)
    return query.apply(this, [...args])
  }
  client.emit = function watch(this: unknown, ...args) {
    const [event, notice] = args as [string, { readonly message?: string } | undefined]
    if (event === 'notice' && notice?.message?.startsWith('planted ')) watched.planted.add(notice.message)
    return emit.apply(this, [...args])
  }
  try {
    await action()
    return watched
  } finally {
    client.query = query
    // It was inherited.
    Reflect.deleteProperty(client, 'emit')
  }
}

/** Words of statements that may be names of functions or types. */
export const wordsOf = (statements: Iterable<string>): readonly string[] => [
  ...new Set(Array.from(statements).flatMap((text) => text.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? [])),
]

const intruder = 'sluice_test_intruder'

/** The types of parameters, literals and our columns, so that a planted one fits better than what was meant. */
const types = [
  'text',
  'varchar',
  'name',
  'bigint',
  'integer',
  'numeric',
  'date',
  'timestamptz',
  'jsonb',
  'uuid',
  'boolean',
  'text[]',
]

interface Signature {
  readonly name: string
  readonly count: number
  readonly result: string
  readonly isSet: boolean
}

/**
 * Lets another role plant functions, operators and types in schema `public` of a database, with each of these names
 * and for every mix of types without an exact function of PostgreSQL's own. Returns how many there are.
 */
export const plantNames = async (database: TestDatabase, words: readonly string[]): Promise<number> => {
  await database.query(
    `do $$ begin create role ${intruder}; exception when duplicate_object or unique_violation then null; end $$`,
  )
  await database.query(`grant usage, create on schema public to ${intruder}`)
  const signatures = await database.query<Signature & pg.QueryResultRow>(
    `select distinct on (proname, pronargs) proname as name, pronargs as count, proretset as "isSet",
       case when rettype.typtype = 'p' then 'text' else prorettype::regtype::text end as result
     from pg_proc join pg_type rettype on rettype.oid = prorettype
     where pronamespace = 'pg_catalog'::regnamespace and proname = any ($1::text[]) and pronargs between 1 and 4`,
    [words],
  )
  const operators = await database.query<{ name: string; result: string }>(
    `select distinct on (oprname) oprname as name, oprresult::regtype::text as result from pg_operator
     where oprkind = 'b' and oprnamespace = 'pg_catalog'::regnamespace
       and oprname in ('=', '<>', '<', '>', '<=', '>=', '||', '+', '-', '*', '/', '~', '!~', '~~', '~~*', '->', '->>', '@>', '&&')`,
  )
  const functions = signatures.flatMap((signature) =>
    mixesOf(signature.count).map((args) => ({ ...signature, args })),
  )
  const pairs = types.flatMap((left) => types.map((right) => [left, right] as const))
  const statements = [
    ...functions.map(({ name, args, result, isSet }) =>
      createFunction(name, args, `${isSet ? 'setof ' : ''}${result}`),
    ),
    ...operators.flatMap(({ name, result }, place) =>
      pairs.flatMap(([left, right], index) => {
        const own = `operator_${place}_${index}`
        return [
          createFunction(own, [left, right], result),
          `create operator public.${name} (procedure = public.${own}, leftarg = ${left}, rightarg = ${right})`,
        ]
      }),
    ),
    ...['text', 'int8', 'int4', 'uuid', 'jsonb', 'date', 'regclass', 'timestamptz', 'varchar', 'bytea'].map(
      (name) => `create domain public.${name} as pg_catalog.text check (false)`,
    ),
  ]
  await database.query(
    `do $planting$ begin set local role ${intruder};
     ${statements.map((statement) => `begin ${statement}; exception when others then null; end;`).join('\n')}
     end $planting$`,
  )
  const [made] = await database.query<{ count: number }>(
    `select count(*)::int as count from pg_proc where proowner = '${intruder}'::regrole`,
  )
  return made?.count ?? 0
}

/** The types for this many arguments: every pair, and for more the same type in all places and in each one alone. */
const mixesOf = (count: number): readonly (readonly string[])[] => {
  if (count === 1) return types.map((type) => [type])
  if (count === 2) return types.flatMap((left) => types.map((right) => [left, right]))
  return [
    ...types.map((type) => Array<string>(count).fill(type)),
    ...types.flatMap((type) => types.map((first) => [first, ...Array<string>(count - 1).fill(type)])),
  ]
}

/** It runs as its caller, and reports that even if the transaction only reads or is rolled back. */
const createFunction = (name: string, args: readonly string[], result: string): string => {
  const said = `planted ${name}(${args.join(', ')}) ran`
  return `create function public."${name}"(${args.join(', ')}) returns ${result} language plpgsql as
   'begin raise warning ''${said}''; raise exception ''${said}''; end'`
}

/** Removes the names and, if no other database has any, the role. */
export const removePlanted = async (database: TestDatabase): Promise<void> => {
  await database.query(`drop owned by ${intruder} cascade`)
}

/** A client that records its commands. */
export const noting = (client: FollowedClient) => {
  const asked = new Set<CommandName>()
  const ask: FollowedClient['ask'] = (name, input) => {
    asked.add(name)
    return client.ask(name, input)
  }
  return { asked, ask }
}
