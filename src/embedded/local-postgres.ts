import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { failure, FailureError } from '../contract/failure.ts'
import { runProgram, startApart, type Account } from '../system/child.ts'
import { makeCluster, placesIn, preparePlaces, type Places } from './cluster.ts'
import { otherCluster } from './cluster-version.ts'
import { chooseDoor, doorSettings, doorUrl, knock, type Door } from './postgres-door.ts'
import { findHolder, removeNotes } from './postgres-holder.ts'
import { keepLogShort, openLog } from './postgres-log.ts'
import { lacksRuntime, programFailure } from './program-end.ts'
import { findAccount, findPrograms, serverOf, type Programs } from './programs.ts'

/** Our own PostgreSQL server, whose files stay where they are. */
export interface LocalPostgres {
  /** As `sluice`, which owns everything in it; with the given password. */
  readonly url: string
  /** The same server for another of its users. */
  readonly urlFor: (user: string, password: string) => string
  /** Whether it was already running: an earlier start ended without stopping it. */
  readonly adopted: boolean
  /** Whether the server's process is gone. */
  readonly hasEnded: () => Promise<boolean>
  /** Restarts a server that has ended, at the same address. Throws `FailureError` with `embedded-database-failed`. */
  readonly restart: () => Promise<void>
  /** Lets running statements end, writes everything to disk and stops the server. */
  readonly close: () => Promise<void>
}

/**
 * Starts the server, or takes over the one that a crash left running. Makes its files at the first start. It is
 * reached by a socket in a folder that is closed to other accounts; if that is not possible, on 127.0.0.1.
 *
 * @param folder where files, log and configuration are kept
 * @param password of the user `sluice`, at the first start
 * @param wanted `tcp` for 127.0.0.1 in any case. Throws `FailureError`: `embedded-database-failed`, `-not-made` or
 * `-absent`, `embedded-runtime-missing`, `path-unsafe`, `cluster-of-another` or `account-nameless`.
 */
export const startLocalPostgres = async (
  folder: string,
  password: string,
  wanted: Door['kind'] = 'socket',
): Promise<LocalPostgres> => {
  const places = placesIn(folder)
  try {
    const account = await findAccount()
    await preparePlaces(places, account)
    const programs = await findPrograms(folder, account)
    await makeCluster(places, programs, account, password)
    const host: Host = { places, programs, account }
    const adopted = await adopt(host, wanted)
    const door = adopted ?? (await chooseDoor(places.socket, wanted))
    if (adopted === null) await start(host, door).catch((error: unknown) => explain(error, host))
    const stopShortening = keepLogShort(places.log)
    const urlFor = (user: string, secret: string) => doorUrl(door, user, secret)
    return {
      url: urlFor('sluice', password),
      urlFor,
      adopted: adopted !== null,
      hasEnded: () => hasEnded(host),
      restart: () => start(host, door).catch((error: unknown) => fail(error, places)),
      close: async () => {
        stopShortening()
        await stop(host)
      },
    }
  } catch (error) {
    return fail(error, places)
  }
}

/**
 * The address, for one of its users, of the server that another Sluice runs in the folder; null if none answers.
 * Changes nothing.
 */
export const findLocalPostgres = async (
  folder: string,
): Promise<((user: string, password: string) => string) | null> => {
  const { cluster } = placesIn(folder)
  const holder = await findHolder(cluster, await findAccount())
  if (holder.state !== 'server' || (await knock(holder.door)) !== 'ready') return null
  const { door } = holder
  return (user, password) => doorUrl(door, user, password)
}

/** Rejects with the cause of a failed start if it is known, else with the error itself. */
const explain = async (error: unknown, { places, programs, account }: Host): Promise<never> => {
  throw (await otherCluster(places, programs, account).catch(() => null)) ?? error
}

/** What is needed to start and stop a server. */
interface Host {
  readonly places: Places
  readonly programs: Programs
  readonly account: Account
}

const fail = (error: unknown, { log }: Places): never => {
  if (error instanceof FailureError) throw error
  const code = error instanceof Error ? ('code' in error ? String(error.code) : error.message) : 'internal'
  throw new FailureError(failure('embedded-database-failed', { code, ...(existsSync(log) && { log }) }))
}

const pgCtl = async ({ places, programs, account }: Host, args: readonly string[]): Promise<number> =>
  (await runProgram(programs.pgCtl, ['-D', places.cluster, ...args], { account })).code ?? -1

const hasEnded = async (host: Host): Promise<boolean> => (await pgCtl(host, ['status'])) !== 0

const stop = async (host: Host): Promise<void> => {
  if ((await pgCtl(host, ['stop', '-m', 'fast', '-w', '-t', '60'])) !== 0)
    await pgCtl(host, ['stop', '-m', 'immediate', '-w'])
}

/**
 * The door of a server that an earlier start left running; null if there is none. Removes a note that leads to some
 * other program, and stops a server that an earlier version started with another kind of door.
 */
const adopt = async (host: Host, wanted: Door['kind']): Promise<Door | null> => {
  if (await hasEnded(host)) return null
  const { places, account } = host
  const holder = await findHolder(places.cluster, account)
  if (holder.state === 'stranger') await removeNotes(places.cluster, places.socket, account)
  if (holder.state !== 'server') return null
  const best = await chooseDoor(places.socket, wanted)
  const isFit = holder.door.kind === best.kind && (best.kind === 'tcp' || isSame(holder.door, best))
  if (isFit && (await knock(holder.door)) === 'ready') return holder.door
  await stop(host)
  return null
}

const isSame = (one: Door, other: Door): boolean => JSON.stringify(one) === JSON.stringify(other)

/** How long a server can take to answer, in milliseconds: it may have to recover from a crash. */
const startLimit = 60_000

/**
 * The server is started without `pg_ctl`, which would have a shell read the paths. Windows needs `pg_ctl`, as it gives up an
 * administrator's rights, which the server refuses to have.
 */
const start = async (host: Host, door: Door): Promise<void> => {
  const { places, programs, account } = host
  const settings = doorSettings(door).flatMap((setting) => ['-c', setting])
  if (process.platform === 'win32') {
    const code = await pgCtl(host, ['start', '-w', '-t', '60', '-l', places.log, '-o', settings.join(' ')])
    if (lacksRuntime(code)) throw new FailureError(programFailure({ program: 'pg_ctl', code }))
    if (code !== 0) throw new Error(`pg_ctl ended with ${code}`)
    return
  }
  const log = await openLog(places.log)
  const server = await startApart(serverOf(programs), ['-D', places.cluster, ...settings], {
    account,
    log: log.fd,
  }).finally(() => log.close())
  const given = new AbortController()
  void server.exited.then((code) => given.abort(`the server ended with ${code}`))
  await untilReady(door, AbortSignal.any([given.signal, AbortSignal.timeout(startLimit)])).catch(
    (error: unknown) => {
      server.kill()
      throw given.signal.aborted ? new Error(String(given.signal.reason)) : error
    },
  )
}

/** Rejects when the signal comes first. */
const untilReady = async (door: Door, signal: AbortSignal): Promise<void> => {
  while ((await knock(door)) !== 'ready') await pause(50, undefined, { signal })
}
