import type { Arena } from './arena.ts'
import { untilBusy, type Strike } from './strikes.ts'
import { teller, type TableFault } from './table-faults.ts'
import { startGrant, startRun, type WorkerTarget } from './worker-process.ts'

/** How long a run may take to notice that its table is at fault, in milliseconds. */
const patience = 60_000

const password = 'teller'

/** Gives the role the rights from `doctor --grant`, and lets workers log in as that role. */
const asTeller = async ({ target, ask }: Arena): Promise<WorkerTarget> => {
  await ask(`do $$ begin
    if not exists (select from pg_roles where rolname = '${teller}') then
      create role ${teller} login password '${password}';
    end if; end $$`)
  const { code, stdout, stderr } = await startGrant(target, teller).ended
  if (code !== 0) throw new Error(`doctor --grant ended with ${code}: ${stderr.slice(-300)}`)
  await ask(stdout)
  const url = new URL(target.databaseUrl)
  url.username = teller
  url.password = password
  return { ...target, databaseUrl: url.href }
}

const setTable = async ({ ask }: Arena, setUp: string): Promise<void> => {
  const [found] = await ask(`select to_regclass('user_logins') is not null as is_there`)
  if (found?.is_there !== true) await ask(setUp)
}

/** The current run ends because of the table, with its own exit code; a worker after the repair loads the rest. */
export const strikeTable =
  ({ setUp, isGranted, breakIt, mendIt }: TableFault): Strike =>
  async (arena) => {
    if (setUp !== undefined) await setTable(arena, setUp)
    const worker = startRun(isGranted === true ? await asTeller(arena) : arena.target)
    await worker.until(({ loaded }) => loaded > 0)
    const busy = await untilBusy(arena)
    await arena.ask(breakIt)
    const limit = setTimeout(() => worker.kill('SIGKILL'), patience)
    const { code, signal, stderr } = await worker.ended
    clearTimeout(limit)
    await arena.ask(mendIt)
    if (code !== 4)
      throw new Error(`A run whose table refuses ended with ${code ?? signal}: ${stderr.slice(-300)}`)
    return busy
  }
