import { runEngine } from '../prove/engine.ts'
import type { World } from './world.ts'

/** Makes schema and table, like any start, so that a test can add triggers. */
export const prepareTable = async (world: World): Promise<void> => {
  await runEngine(world.target)
}

/** Every statement that adds rows takes this long. */
export const slowDown = async (world: World, seconds: number): Promise<void> => {
  await prepareTable(world)
  await world.database.query(`create function dawdle() returns trigger language plpgsql as $$
    begin perform pg_sleep(${seconds}); return null; end $$`)
  await world.database.query(
    'create trigger dawdle before insert on user_logins for each statement execute function dawdle()',
  )
}

/** Whether a slowed statement is running right now. */
export const isDawdling = async (world: World): Promise<boolean> =>
  (
    await world.ask(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
    )
  ).length > 0

/** Only one user's row takes this long; a known message of that user takes no time. */
export const dawdleOver = async (world: World, userId: string, seconds: number): Promise<void> => {
  await prepareTable(world)
  await world.database.query(`create function dawdle() returns trigger language plpgsql as $$
    begin perform pg_sleep(${seconds}); return new; end $$`)
  await world.database.query(
    `create trigger dawdle before insert on user_logins for each row when (new.user_id = '${userId}') execute function dawdle()`,
  )
}

/** Rows of certain users are refused with a given SQLSTATE. */
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

/** A condition for `refuse` that is true the first `times` times; a rollback does not undo a sequence. */
export const theFirst = async (world: World, times: number): Promise<string> => {
  await world.database.query('create sequence if not exists hits')
  return `nextval('hits') <= ${times}`
}
