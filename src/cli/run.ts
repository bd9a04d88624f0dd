import { failure, isPassing, type Failure } from '../contract/failure.ts'
import { describeMostlyRejected, isMostlyRejected } from '../contract/mostly-rejected.ts'
import { describeNotice, noNotes } from '../contract/run-notes.ts'
import { mostLookedAt } from '../contract/runs.ts'
import { loadSettings, type Flags } from '../app/config.ts'
import { settingsProblem } from '../app/effective-settings.ts'
import { createMonitor } from '../app/monitor.ts'
import type { Source } from '../contract/events.ts'
import type { Snapshot } from '../contract/snapshot.ts'
import { follow } from './follow.ts'
import { tellForecast } from './forecast.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'
import { createProgress } from './progress.ts'
import { onStopSignal } from './signals.ts'

export interface RunFlags extends Flags {
  readonly once?: boolean
  readonly max?: number
  /** In minutes. */
  readonly for?: number
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** Runs the pipeline in the foreground; returns the exit code. */
export const runCommand = async (flags: RunFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  if (flags.dryRun === true && (flags.max ?? 0) > mostLookedAt) {
    const problems = `A dry run looks at ${mostLookedAt} messages at most; give a smaller --max.`
    return sayFailure(failure('settings-invalid', { problems }))
  }
  const unusable = settingsProblem(settings.value)
  if (unusable !== null) return sayFailure(unusable)
  const progress = createProgress(process.stderr)
  const monitor = createMonitor({ ...settings.value, lookOnly: flags.dryRun === true }, queueThread)
  const follower = follow(monitor, progress.show)
  const stopping = onStopSignal(() => {
    follower.poke()
    void monitor.close()
  })
  try {
    const isSettled = ({ connection }: Snapshot): boolean =>
      connection.state !== 'connecting' || stopping.by() !== null
    const first = await follower.until(isSettled)
    if (first.connection.state === 'failed') {
      const code = sayFailure(first.connection.failure)
      if (flags.once === true || !isPassing(first.connection.failure)) return code
      // A run without an end is meant to run: it continues as soon as the other side is back.
      await follower.until(({ connection }) => connection.state === 'connected' || stopping.by() !== null)
    }
    if (stopping.by() !== null) return stopping.exitCode()
    const { connection } = follower.current()
    if (connection.state === 'connected') tellSource(connection.source)

    if (flags.dryRun === true) return await tellForecast(monitor, flags)
    const started = await monitor.send('startRun', {
      until: flags.once === true ? 'empty' : 'stopped',
      maxMessages: flags.max ?? null,
      maxSeconds: flags.for === undefined ? null : flags.for * 60,
    })
    if (!started.ok) return sayFailure(started.failure)
    const { run } = await follower.until((snapshot) => snapshot.run?.end != null)
    progress.end()
    tellSince(connection, follower.current().connection)
    return report(run, flags.json === true, stopping.exitCode())
  } finally {
    await monitor.close()
  }
}

/** Shows the source and the target, as a run pointed at the wrong place would do harm unnoticed. */
const tellSource = ({ queue, database, notices }: Source): void => {
  const name = (what: { readonly embedded: boolean }, text: string) =>
    what.embedded ? `the built-in ${text}` : text
  const from = name(queue, `queue ${queue.name} at ${queue.endpoint}`)
  const to = name(database, `database ${database.name} at ${database.address}`)
  say(`From ${from} into ${to}.`)
  for (const notice of notices) say(describeNotice(notice))
}

/** What became known after the start. */
const tellSince = (before: Snapshot['connection'], now: Snapshot['connection']): void => {
  if (before.state !== 'connected' || now.state !== 'connected') return
  for (const notice of now.source.notices)
    if (!before.source.notices.includes(notice)) say(describeNotice(notice))
}

const report = (run: Snapshot['run'], json: boolean, cleanExit: number): number => {
  const end = run?.end
  if (run === null || end == null) return exitCodes.failed
  const { received, loaded, duplicates, rejected, released } = run.counts
  const elapsedMs = end.at - run.startedAt
  const failed = end.outcome === 'failed' && end.failure !== null ? runFailed(end.failure) : null
  if (json) {
    const counts = { received, loaded, duplicates, rejected, released }
    const ended = { outcome: end.outcome, failure: end.failure }
    const { ignored, others, cut } = run.notes ?? noNotes
    printJson({
      ...{ runId: run.runId, ...counts, elapsedMs, ...ended },
      ...{ ignored, ignoredOthers: others, cut },
    })
  } else {
    const text = `${received} received: ${loaded} loaded, ${duplicates} duplicate, ${rejected} rejected, ${released} released`
    print(`${text} in ${(elapsedMs / 1000).toFixed(1)} s`)
  }
  // Last, so that it stays visible: nothing failed, and yet hardly anything was loaded.
  if (failed === null && isMostlyRejected(run.counts))
    say(`${describeMostlyRejected(run.counts)}. See why with: sluice rejected`)
  return failed ?? cleanExit
}

/** A run that may not write to the table was also stopped by the table. */
const runFailed = (failure: Failure): number => {
  const code = sayFailure(failure)
  return failure.code === 'database-denied' ? exitCodes.table : code
}
