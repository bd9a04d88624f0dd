import { useSyncExternalStore } from 'react'

let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** One clock for the whole page, which stops while nobody uses it. */
const subscribe = (onTick: () => void) => {
  listeners.add(onTick)
  timer ??= setInterval(tick, 1_000)
  return () => {
    listeners.delete(onTick)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const tick = () => {
  now = Date.now()
  for (const listener of listeners) listener()
}

const getNow = () => {
  // A clock that was stopped, or a tab that slept, must not show an old time.
  if (Math.abs(Date.now() - now) > 1_500) now = Date.now()
  return now
}

/** The time in milliseconds since 1970, updated each second; redraws with it. */
export const useNow = (): number => useSyncExternalStore(subscribe, getNow)
