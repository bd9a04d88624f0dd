import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { MonitorEvent } from '../../contract/events.ts'
import { useMonitorContext } from './monitor-context.tsx'

/** At most one refresh of the lists in this many milliseconds while a run goes on. */
const pause = 1_000

/**
 * Fetches what is on show again after the engine changed it: soon while it runs, at once when it ended, and all of it when
 * queue or database are back. Where it reconnects, the settings may be others: a button elsewhere has changed them.
 *
 * @param queries those of the connection on show
 */
export const useFreshQueries = (queries: QueryClient): void => {
  const { store, pageQueries } = useMonitorContext()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refreshAll = () => void queries.invalidateQueries()
    const refresh = () => {
      clearTimeout(timer)
      timer = undefined
      void queries.invalidateQueries({ queryKey: ['rows'] })
      void queries.invalidateQueries({ queryKey: ['rejected'] })
      void queries.invalidateQueries({ queryKey: ['runs'] })
    }
    const stop = store.watchEvents((events) => {
      if (events === null || events.some(({ type }) => type === 'connecting'))
        void pageQueries.invalidateQueries({ queryKey: ['settings'] })
      if (events === null || events.some(isReturn)) {
        clearTimeout(timer)
        timer = undefined
        refreshAll()
      } else if (events.some(isEnd)) {
        refresh()
      } else if (events.some(isProgress)) {
        timer ??= setTimeout(refresh, pause)
      }
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [store, queries, pageQueries])
}

/** Whether a run has ended, the applying of a rule, or work on dead letters. */
const isEnd = (event: MonitorEvent): boolean =>
  event.type === 'run-ended' ||
  (event.type === 'repair' && event.repair.end !== null) ||
  (event.type === 'dead-letter-work' && event.work.end !== null)

const isProgress = ({ type }: MonitorEvent): boolean =>
  type === 'run-settled' || type === 'repair' || type === 'dead-letter-work'

/** Whether something that may have been away answers again. */
const isReturn = (event: MonitorEvent): boolean =>
  event.type === 'connected' || (event.type === 'neighbour' && event.neighbour.state === 'reachable')
