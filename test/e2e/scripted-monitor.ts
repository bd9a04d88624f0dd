import type { Page } from '@playwright/test'
import type { MonitorEvent } from '../../src/contract/events.ts'
import { failure, type Failure } from '../../src/contract/failure.ts'
import type { History } from '../../src/contract/history.ts'
import type { CommandInput, CommandName, CommandOutputs } from '../../src/contract/monitor.ts'
import type { Neighbour, NeighbourName } from '../../src/contract/neighbours.ts'
import { failed, ok, type Result } from '../../src/contract/result.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'
import { firstPlace, forecast, readingsOf, settings, sourceOf, type Place } from './scripted-places.ts'

const readings: ReadonlySet<string> = new Set(Object.keys(readingsOf(firstPlace)))

/** What runs inside the page; compiled without the types of the DOM. */
interface ScriptedWorld {
  readonly tellScript: (frame: unknown) => void
}

/** An engine that follows a test, seen by the built page like the desktop app's. */
export interface ScriptedMonitor {
  /** Connects to another place: first there is no connection, then that one. */
  readonly connectTo: (place: Place, database?: 'reachable' | 'away') => Promise<void>
  /** Begins to connect, and no more. */
  readonly connecting: () => Promise<void>
  readonly failToConnect: (cause: Failure, nextTryAt: number | null) => Promise<void>
  /** One of the two goes away, or is back. */
  readonly neighbour: (which: NeighbourName, state: 'away' | 'restarting' | 'reachable') => Promise<void>
  /** From now on the database answers every read with this. */
  readonly failReadings: (cause: Failure | null) => void
  readonly emit: (...events: readonly MonitorEvent[]) => Promise<void>
  /** The database's history from now on, for any range. */
  readonly remember: (history: History) => void
  /** Commands that the page has sent, by name. */
  readonly sent: () => readonly CommandName[]
  /** The last input of a command. */
  readonly lastInput: (name: CommandName) => unknown
  /** From now on a command is answered with this, or with what a promise resolves to later. */
  readonly answerWith: <N extends CommandName>(
    name: N,
    how: (input: CommandInput<N>) => Result<CommandOutputs[N]> | Promise<Result<CommandOutputs[N]>>,
  ) => void
}

/** Why a scripted neighbour is away. */
const causes: Readonly<Record<NeighbourName, Failure>> = {
  queue: failure('queue-not-listening', { endpoint: 'http://first.test:4566', code: 'ECONNREFUSED' }),
  database: failure('database-not-listening', { address: 'first.test:5432', code: 'ECONNREFUSED' }),
}

/** Puts a scripted engine behind the page, before it is opened. */
export const scriptMonitor = async (page: Page): Promise<ScriptedMonitor> => {
  let snapshot: Snapshot = emptySnapshot
  let place: Place | null = null
  let readingFailure: Failure | null = null
  let history: History = { stepSeconds: 10, steps: [], runs: [], stretches: [] }
  const commands: CommandName[] = []
  const inputs = new Map<CommandName, unknown>()
  const own = new Map<CommandName, (input: never) => Result<unknown> | Promise<Result<unknown>>>()

  const answer = (name: CommandName, input: unknown): Result<unknown> | Promise<Result<unknown>> => {
    commands.push(name)
    inputs.set(name, input)
    const ofTest = own.get(name)
    if (ofTest !== undefined) return ofTest(input as never)
    if (name === 'getSnapshot') return ok(snapshot)
    if (name === 'getSettings') return ok(settings)
    if (name === 'dryRun') return ok(forecast)
    if (name === 'getHistory') return ok(history)
    if (!readings.has(name)) return ok(null)
    if (place === null) return failed(failure('not-ready'))
    return readingFailure === null ? ok(readingsOf(place)[name]) : failed(readingFailure)
  }

  const emit = async (...events: readonly MonitorEvent[]): Promise<void> => {
    const frame = { seq: snapshot.seq + 1, events }
    snapshot = { ...events.reduce(fold, snapshot), seq: frame.seq }
    await page
      .evaluate((told) => (globalThis as unknown as ScriptedWorld).tellScript(told), frame)
      .catch(() => undefined)
  }

  await page.exposeFunction('answerScript', answer)
  await page.addInitScript(() => {
    const world = globalThis as unknown as Record<string, unknown>
    const ask = world.answerScript as (name: string, input: unknown) => Promise<unknown>
    const listeners = new Set<(frame: unknown) => void>()
    const nothing = () => () => undefined
    world.tellScript = (frame: unknown) => {
      for (const listener of listeners) listener(frame)
    }
    world.sluice = {
      send: (name: string, input: unknown) => ask(name, input),
      listen: (listener: (frame: unknown) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      listenToMenu: nothing,
      listenToNotices: nothing,
      openRelease: () => undefined,
      showLogs: () => void ask('showLogs', {}),
      openIssues: async () => (await ask('openIssues', {})) === true,
    }
  })

  const neighbourIn = (which: NeighbourName, state: Neighbour['state']): Neighbour => {
    const since = Date.now() - 1_000
    switch (state) {
      case 'away':
        return { state, since, failure: causes[which], nextTryAt: Date.now() + 60_000 }
      case 'restarting':
        return { state, since, failure: causes[which], attempt: 2 }
      case 'reachable':
        return { state, since }
    }
  }

  return {
    connecting: () => {
      place = null
      return emit({ type: 'connecting' })
    },
    connectTo: async (next, database = 'reachable') => {
      place = null
      await emit({ type: 'connecting' })
      place = next
      readingFailure = database === 'away' ? causes.database : null
      await emit(
        { type: 'connected', source: sourceOf(next) },
        { type: 'neighbour', which: 'queue', neighbour: neighbourIn('queue', 'reachable') },
        { type: 'neighbour', which: 'database', neighbour: neighbourIn('database', database) },
        { type: 'depth', depth: { visible: next.waiting, inFlight: 0, delayed: 0, at: Date.now() } },
      )
    },
    failToConnect: async (cause, nextTryAt) => {
      place = null
      await emit({ type: 'connecting' })
      await emit({ type: 'connection-failed', failure: cause, at: Date.now(), nextTryAt })
    },
    neighbour: async (which, state) => {
      if (which === 'database') readingFailure = state === 'reachable' ? null : causes.database
      await emit({ type: 'neighbour', which, neighbour: neighbourIn(which, state) })
    },
    failReadings: (cause) => {
      readingFailure = cause
    },
    emit,
    remember: (next) => {
      history = next
    },
    sent: () => commands,
    lastInput: (name) => inputs.get(name),
    answerWith: (name, how) => void own.set(name, how),
  }
}
