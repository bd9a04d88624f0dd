import type { MonitorState, MonitorStore } from './monitor-store.ts'

/** A store to read from. */
export type Readable = Pick<MonitorStore, 'getState' | 'subscribe'>

/** Numbers that people read change at most this often, in milliseconds. */
const settlingPause = 500

/**
 * The same state, at a pace at which numbers can be read: ten frames a second become two. Changes of kind appear at
 * once: a run that begins, ends or changes phase, a connection, what is away, and the first number after none.
 */
export const settleStore = (store: Readable): Readable => {
  let shown = store.getState()
  let shownAt = Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopListening: (() => void) | undefined
  const listeners = new Set<() => void>()

  const show = (): void => {
    clearTimeout(timer)
    timer = undefined
    shown = store.getState()
    shownAt = Date.now()
    for (const listener of listeners) listener()
  }
  const hear = (): void => {
    const left = shownAt + settlingPause - Date.now()
    if (left <= 0 || isOfAnotherKind(shown, store.getState())) show()
    else timer ??= setTimeout(show, left)
  }

  return {
    getState: () => {
      // Nobody was listening: the last state shown may be long out of date.
      if (listeners.size === 0) shown = store.getState()
      return shown
    },
    subscribe: (onChange) => {
      listeners.add(onChange)
      if (stopListening === undefined) {
        stopListening = store.subscribe(hear)
        shown = store.getState()
      }
      return () => {
        listeners.delete(onChange)
        if (listeners.size > 0) return
        stopListening?.()
        stopListening = undefined
        clearTimeout(timer)
        timer = undefined
      }
    },
  }
}

const isOfAnotherKind = (a: MonitorState, b: MonitorState): boolean => {
  const before = kindOf(a)
  return kindOf(b).some((part, index) => part !== before[index])
}

/** What makes two states look different, apart from their numbers. */
const kindOf = ({ snapshot, link, loaded }: MonitorState): readonly unknown[] => {
  const { run, connection, connectionNumber, neighbours, depth } = snapshot
  return [
    ...[link, loaded, connection, connectionNumber, neighbours, depth === null],
    ...[run?.runId, run?.phase.name, run?.end],
  ]
}
