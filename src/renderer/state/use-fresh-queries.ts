import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { MonitorEvent } from '../../contract/events.ts'
import { useMonitorContext } from './monitor-context.tsx'

/** The least time between two refreshes of the lists during a run, in milliseconds. */
const pause = 1_000

/**
 * Refetches what is shown after the engine changed it: soon during a run, at once after its end, and all of it when
 * the queue or database is back. After a reconnect the settings may differ: a button elsewhere has changed them.
 *
 * @param queries of the connection shown
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

/** Whether a run, the applying of a rule, or work on dead letters has ended. */
const isEnd = (event: MonitorEvent): boolean =>
  event.type === 'run-ended' ||
  (event.type === 'repair' && event.repair.end !== null) ||
  (event.type === 'dead-letter-work' && event.work.end !== null)

const isProgress = ({ type }: MonitorEvent): boolean =>
  type === 'run-settled' || type === 'repair' || type === 'dead-letter-work'

/** Whether something that may have been away answers again. */
const isReturn = (event: MonitorEvent): boolean =>
  event.type === 'connected' || (event.type === 'neighbour' && event.neighbour.state === 'reachable')
