import type { Frame } from '../../src/contract/events.ts'
import type { CommandInput, CommandName, CommandOutputs, MonitorClient } from '../../src/contract/monitor.ts'
import type { RunView } from '../../src/contract/run-view.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'

/** A client as a window uses it: follows the frames from the first one on. */
export interface FollowedClient {
  readonly frames: readonly Frame[]
  readonly current: () => Snapshot
  readonly until: (test: (snapshot: Snapshot) => boolean) => Promise<Snapshot>
  /** The answer of a command that must succeed. */
  readonly ask: <N extends CommandName>(name: N, input: CommandInput<N>) => Promise<CommandOutputs[N]>
  /** Starts a run and returns it as it was at its end. */
  readonly run: (input?: CommandInput<'startRun'>) => Promise<RunView>
}

export const followClient = (client: MonitorClient): FollowedClient => {
  const frames: Frame[] = []
  let current = emptySnapshot
  const waiting = new Set<() => void>()
  client.listen((frame) => {
    frames.push(frame)
    current = { ...frame.events.reduce(fold, current), seq: frame.seq }
    for (const check of waiting) check()
  })
  const until: FollowedClient['until'] = (test) =>
    new Promise((resolve) => {
      const check = () => {
        if (!test(current)) return
        waiting.delete(check)
        resolve(current)
      }
      waiting.add(check)
      check()
    })
  const ask: FollowedClient['ask'] = async (name, input) => {
    const result = await client.send(name, input)
    if (!result.ok) throw new Error(`${name} failed: ${JSON.stringify(result.failure)}`)
    return result.value
  }
  return {
    frames,
    current: () => current,
    until,
    ask,
    run: async (input = {}) => {
      const { runId } = await ask('startRun', input)
      const { run } = await until((snapshot) => snapshot.run?.runId === runId && snapshot.run.end !== null)
      if (run === null) throw new Error('The run is gone')
      return run
    },
  }
}
