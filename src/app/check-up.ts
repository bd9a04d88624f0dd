import { openDatabase } from '../adapters/postgres/database.ts'
import { changeTexts, inspectTable } from '../adapters/postgres/table.ts'
import { openQueue } from '../adapters/sqs/queue.ts'
import { openQueueService } from '../adapters/sqs/service.ts'
import { describeFailure } from '../contract/failure.ts'
import type { CheckUpItem } from '../contract/settings.ts'
import { toFailure } from './faults.ts'
import type { DatabaseTarget, OpenQueueTarget } from './targets.ts'

/**
 * Can the queue be reached, can the database, is the table fit; and what to do if not. Looks and changes nothing.
 *
 * @param limit after how many milliseconds a side that has not answered is given up
 */
export const checkUp = async (
  targets: { readonly queue: OpenQueueTarget; readonly database: DatabaseTarget },
  limit: number | null = null,
): Promise<readonly CheckUpItem[]> => {
  const queue = checkQueue(targets.queue).then((item) => [item])
  const database = checkDatabase(targets.database)
  const sides = [inTime('Queue', queue, limit), inTime('Database', database, limit)]
  return (await Promise.all(sides)).flat()
}

const inTime = async (
  what: string,
  items: Promise<readonly CheckUpItem[]>,
  limit: number | null,
): Promise<readonly CheckUpItem[]> => {
  if (limit === null) return items
  const found = `No answer within ${limit / 1_000} seconds.`
  const advice = 'Check the address and the port, and that no firewall keeps the packets.'
  const { promise, resolve } = Promise.withResolvers<readonly CheckUpItem[]>()
  const timer = setTimeout(() => resolve([{ what, fine: false, found, advice }]), limit)
  return Promise.race([items, promise]).finally(() => clearTimeout(timer))
}

const fine = (what: string, found: string): CheckUpItem => ({ what, fine: true, found, advice: null })

export const checkUpFailure = (what: string, error: unknown): CheckUpItem => {
  const { sentence, advice } = describeFailure(toFailure(error))
  return { what, fine: false, found: sentence, advice }
}

const checkQueue = async (target: OpenQueueTarget): Promise<CheckUpItem> => {
  const what = 'Queue'
  using opened = new DisposableStack()
  try {
    const service = await openQueueService(target)
    opened.defer(service.close)
    const queue = await openQueue(service)
    const { visible, inFlight, delayed } = await queue.depth()
    const where = target.embedded ? `built in, at ${target.names.endpoint}` : `at ${target.names.endpoint}`
    const counts = `about ${visible} waiting, ${inFlight} in flight, ${delayed} delayed`
    return fine(
      what,
      `${target.names.queue} (${where}) answers${service.protocol === 'query' ? ' in the Query protocol' : ''}: ${counts}.`,
    )
  } catch (error) {
    return checkUpFailure(what, error)
  }
}

const checkDatabase = async (target: DatabaseTarget): Promise<readonly CheckUpItem[]> => {
  const database = openDatabase(target.address, 1)
  try {
    const [server] = await database.query<{ version: string }>({
      text: `select current_setting('server_version') as version`,
    })
    const { address, database: name } = database.names
    const where = target.embedded ? `built in, at ${address}` : `at ${address}`
    const reached = fine('Database', `${name} (${where}) answers: PostgreSQL ${server?.version ?? ''}.`)
    return [reached, await checkTable(database)]
  } catch (error) {
    return [checkUpFailure('Database', error)]
  } finally {
    await database.close()
  }
}

const checkTable = async (database: ReturnType<typeof openDatabase>): Promise<CheckUpItem> => {
  const what = 'Table'
  try {
    const state = await inspectTable(database.query)
    const changes = state.changes.map((change) => changeTexts[change]).join('; ')
    if (!state.exists) return fine(what, 'user_logins is missing and will be created at the first run.')
    if (state.problems.length > 0) {
      const found = `user_logins does not have the expected columns: ${state.problems.join('; ')}.`
      return {
        what,
        fine: false,
        found,
        advice: 'Rename it or correct its columns; Sluice changes nothing on its own.',
      }
    }
    if (changes === '') return fine(what, 'user_logins is fit.')
    if (!state.hasRows)
      return fine(what, `user_logins is empty and will be changed at the first run: ${changes}.`)
    const found = `user_logins holds rows and must be changed before anything is loaded: ${changes}.`
    return {
      what,
      fine: false,
      found,
      advice: 'Allow it with the button in the app, or with run --widen-app-version.',
    }
  } catch (error) {
    return checkUpFailure(what, error)
  }
}
