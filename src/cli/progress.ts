import { formatCount } from '../contract/amount.ts'
import type { Source } from '../contract/events.ts'
import { describeFailure } from '../contract/failure.ts'
import { describePhase } from '../contract/phase-words.ts'
import { rate } from '../contract/rates.ts'
import type { RunView } from '../contract/run-view.ts'
import type { Snapshot } from '../contract/snapshot.ts'
import { jsonLine, visible } from '../contract/visible.ts'

/** Shows a run's progress on standard error: one changing line on a terminal, JSON lines elsewhere. */
export interface Progress {
  readonly show: (snapshot: Snapshot) => void
  /** Leaves the terminal's line as it is and moves to the next. */
  readonly end: () => void
}

/** The least time between two JSON lines, in milliseconds, unless more than numbers changed. */
const linePause = 1_000

export const createProgress = (stream: NodeJS.WriteStream): Progress =>
  stream.isTTY ? terminalProgress(stream) : lineProgress(stream)

const terminalProgress = (stream: NodeJS.WriteStream): Progress => {
  let shown = false
  return {
    show: ({ run, depth }) => {
      if (run === null) return
      const waiting = depth === null ? '' : ` · ≈ ${formatCount(depth.visible)} waiting`
      const line = visible(`${phaseText(run)} · ${countsText(run)}${rateText(run)}${waiting}`)
      stream.write(`\r\u001b[2K${line.slice(0, Math.max(20, stream.columns - 1))}`)
      shown = true
    },
    end: () => {
      if (shown) stream.write('\n')
    },
  }
}

const lineProgress = (stream: NodeJS.WriteStream): Progress => {
  let lastAt = -Infinity
  let lastPhase = ''
  return {
    show: ({ run, depth, connection }) => {
      if (run === null) return
      const now = performance.now()
      if (run.phase.name === lastPhase && run.end === null && now - lastAt < linePause) return
      lastAt = now
      lastPhase = run.phase.name
      const { visible = null, inFlight = null, delayed = null } = depth ?? {}
      const line = {
        runId: run.runId,
        phase: run.phase.name,
        ...('failure' in run.phase ? { failure: run.phase.failure } : {}),
        ...run.counts,
        depth: { visible, inFlight, delayed },
        ...('failure' in run.phase ? { failure: run.phase.failure } : {}),
        ...(connection.state === 'connected' ? places(connection.source) : {}),
      }
      stream.write(`${jsonLine(line)}\n`)
    },
    end: () => undefined,
  }
}

/** Where messages come from and go to. */
const places = ({ queue, database }: Source) => ({
  queue: { name: queue.name, endpoint: queue.endpoint },
  database: { name: database.name, address: database.address },
})

/** The phase in the words of the page, after the reason why it waits. */
const phaseText = ({ phase, until }: RunView): string => {
  const words = describePhase(phase, until, null)
  return 'failure' in phase ? `${describeFailure(phase.failure).sentence} ${words}` : words
}

const countsText = ({ counts }: RunView): string =>
  `${formatCount(counts.loaded)} loaded, ${formatCount(counts.duplicates)} duplicate, ${formatCount(counts.rejected)} rejected`

const rateText = (run: RunView): string => {
  const perSecond = run.end === null ? rate(run, Date.now()) : null
  return perSecond === null ? '' : ` · ${formatCount(Math.round(perSecond))}/s`
}
