import type { Strike } from './strikes.ts'
import { isBusy } from './strikes.ts'
import { startRun } from './worker-process.ts'

/** What the owner of `user_logins` does to it, and how it is undone. */
interface TableFault {
  readonly name: string
  readonly breakIt: string
  readonly mendIt: string
}

const trigger = (body: string): string => `
  create function public.meddle() returns trigger language plpgsql as $$ begin ${body} end $$;
  create trigger meddle before insert on user_logins for each row execute procedure public.meddle()`

const noTrigger = 'drop function public.meddle() cascade'

export const tableFaults: readonly TableFault[] = [
  {
    name: 'gets a column of its owner’s that must not be empty',
    breakIt: `alter table user_logins add column tenant integer not null default 1;
      alter table user_logins alter column tenant drop default`,
    mendIt: 'alter table user_logins drop column tenant',
  },
  {
    name: 'gets a constraint that no login meets',
    breakIt: 'alter table user_logins add constraint closed check (user_id is null) not valid',
    mendIt: 'alter table user_logins drop constraint closed',
  },
  {
    name: 'has its numbers used up',
    breakIt: `do $$ declare last bigint; begin
        select last_value into last from user_logins_login_id_seq;
        execute format('alter table user_logins alter column login_id set maxvalue %s', last + 60);
      end $$`,
    mendIt: 'alter table user_logins alter column login_id set no maxvalue',
  },
  { name: 'gets a trigger that swallows rows', breakIt: trigger('return null;'), mendIt: noTrigger },
  {
    name: 'gets a trigger that refuses rows',
    breakIt: trigger(`raise exception 'not today';`),
    mendIt: noTrigger,
  },
  {
    name: 'gets a trigger that removes each row again',
    breakIt: trigger('return new;')
      .replace('before insert', 'after insert')
      .replace('return new;', 'delete from user_logins where login_id = new.login_id; return new;'),
    mendIt: noTrigger,
  },
  {
    name: 'is renamed',
    breakIt: 'alter table user_logins rename to user_logins_away',
    mendIt: 'alter table user_logins_away rename to user_logins',
  },
]

/** How long a run may take to find out that its table is at fault, in milliseconds. */
const patience = 60_000

/** The run that is at work ends for the table, by its own exit code; whoever comes after the mending loads the rest. */
export const strikeTable =
  ({ breakIt, mendIt }: TableFault): Strike =>
  async (arena) => {
    const worker = startRun(arena.target)
    await worker.until(({ loaded }) => loaded > 0)
    const busy = await isBusy(arena)
    await arena.ask(breakIt)
    const limit = setTimeout(() => worker.kill('SIGKILL'), patience)
    const { code, signal, stderr } = await worker.ended
    clearTimeout(limit)
    await arena.ask(mendIt)
    if (code !== 4)
      throw new Error(`A run whose table refuses ended with ${code ?? signal}: ${stderr.slice(-300)}`)
    return busy
  }
