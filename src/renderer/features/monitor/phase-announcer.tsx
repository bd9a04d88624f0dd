import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { formatCount } from '../../format/number.ts'
import { describeOutcome } from '../../format/outcome.ts'
import { describePhase } from '../../format/phase.ts'
import type { MonitorState } from '../../state/monitor-store.ts'
import { useMonitor } from '../../state/monitor-context.tsx'

/** Nothing is read aloud more often than this, in milliseconds. */
const pause = 3_000

const wordsOf = ({ snapshot: { run } }: MonitorState): string => {
  if (run === null) return ''
  if (run.end === null) return describePhase(run.phase, run.until, null)
  const { title, meaning } = describeOutcome(run.end.outcome, run.maxMessages)
  return `${title}: ${meaning}. ${formatCount(run.counts.loaded)} loaded, ${formatCount(run.counts.rejected)} rejected.`
}

/** Tells those who listen to the page what the run does, without drowning them. */
export const PhaseAnnouncer = () => {
  const words = useMonitor(wordsOf)
  const [said, say] = useState('')
  const lastSaid = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, lastSaid.current + pause - Date.now())
    const timer = setTimeout(() => {
      lastSaid.current = Date.now()
      say(words)
    }, wait)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  )
}
