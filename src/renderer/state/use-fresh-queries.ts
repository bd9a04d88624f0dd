import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useMonitorContext } from './monitor-context.tsx'

/** At most one refresh of the lists in this many milliseconds while a run goes on. */
const pause = 1_000

/** Fetches the lists on show again after the engine changed what they show: soon while it runs, at once when it ended. */
export const useFreshQueries = (): void => {
  const { store } = useMonitorContext()
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      clearTimeout(timer)
      timer = undefined
      void queries.invalidateQueries({ queryKey: ['rows'] })
      void queries.invalidateQueries({ queryKey: ['rejected'] })
      void queries.invalidateQueries({ queryKey: ['runs'] })
    }
    const stop = store.watchEvents((events) => {
      if (
        events === null ||
        events.some((event) => event.type === 'run-ended' || event.type === 'connected')
      ) {
        refresh()
      } else if (events.some((event) => event.type === 'run-settled')) {
        timer ??= setTimeout(refresh, pause)
      }
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [store, queries])
}
