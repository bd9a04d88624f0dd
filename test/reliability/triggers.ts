import { runEngine } from '../prove/engine.ts'
import type { World } from './world.ts'

/** Makes schema and table, as any start does, so that a test can put something in their way. */
export const prepareTable = async (world: World): Promise<void> => {
  await runEngine(world.target)
}

/** Every statement that adds rows takes so long. */
export const slowDown = async (world: World, seconds: number): Promise<void> => {
  await prepareTable(world)
  await world.database.query(`create function dawdle() returns trigger language plpgsql as $$
    begin perform pg_sleep(${seconds}); return null; end $$`)
  await world.database.query(
    'create trigger dawdle before insert on user_logins for each statement execute function dawdle()',
  )
}

/** Whether a statement that is slowed down is being carried out right now. */
export const isDawdling = async (world: World): Promise<boolean> =>
  (
    await world.ask(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
    )
  ).length > 0

/** Only the row of one user takes so long; a message of it that is known already takes no time. */
export const dawdleOver = async (world: World, userId: string, seconds: number): Promise<void> => {
  await prepareTable(world)
  await world.database.query(`create function dawdle() returns trigger language plpgsql as $$
    begin perform pg_sleep(${seconds}); return new; end $$`)
  await world.database.query(
    `create trigger dawdle before insert on user_logins for each row when (new.user_id = '${userId}') execute function dawdle()`,
  )
}

/** Rows of certain users are refused with an SQLSTATE of one's choice. */
export const refuse = async (world: World, condition: string, sqlState: string): Promise<void> => {
  await world.database.query(`create or replace function refuse() returns trigger language plpgsql as $$
    begin
      if ${condition} then raise exception using errcode = '${sqlState}', message = 'refused by the test'; end if;
      return new;
    end $$`)
  await world.database.query(
    'create or replace trigger refuse before insert on user_logins for each row execute function refuse()',
  )
}

/** A condition for `refuse` that holds the first `times` times; a sequence does not forget what is rolled back. */
export const theFirst = async (world: World, times: number): Promise<string> => {
  await world.database.query('create sequence if not exists hits')
  return `nextval('hits') <= ${times}`
}
