import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { formatCount } from '../../../contract/amount.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { useStateSentence } from './use-state-sentence.ts'

/** Nothing is read aloud more often than this, in milliseconds. */
const pause = 3_000

/** Tells screen reader users what the run does, without flooding them. */
export const PhaseAnnouncer = () => {
  const run = useSettled((state) => state.snapshot.run)
  // The number waiting changes by itself; it can be read, and need not be announced.
  const { text } = useStateSentence(null)
  const counts =
    run?.end == null
      ? ''
      : ` ${formatCount(run.counts.loaded)} loaded, ${formatCount(run.counts.rejected)} rejected.`
  const words = run === null ? '' : `${text}${counts}`
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
