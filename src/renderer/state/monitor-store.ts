import type { EventDefinition } from '../../contract/event-definition.ts'
import type { Frame, MonitorEvent } from '../../contract/events.ts'
import { emptySnapshot, type Snapshot } from '../../contract/snapshot.ts'
import type { Link, PageClient } from '../client/page-client.ts'
import { foldFrames } from './fold-frames.ts'
import { courseAfter, courseIn, noCourse, type Course } from './course.ts'
import { eventAfter } from './event-after.ts'

export interface MonitorState {
  readonly snapshot: Snapshot
  /** Whether a snapshot has arrived yet. */
  readonly loaded: boolean
  readonly link: Link
  readonly course: Course
  /** See `useEvent`. */
  readonly event: EventDefinition | null
}

export interface MonitorStore {
  readonly getState: () => MonitorState
  readonly subscribe: (onChange: () => void) => () => void
  /** Calls back with events as they are folded in; with null when the state was fetched again and events may have been missed. */
  readonly watchEvents: (onEvents: (events: readonly MonitorEvent[] | null) => void) => () => void
  readonly close: () => void
}

const retryPause = 1_000
const mostWaiting = 2_000

/**
 * Keeps the page's copy of the engine's state: it listens first, holds frames back until there is a snapshot, then
 * folds in those that the snapshot does not contain. A gap in the numbering, or a restored link, triggers a new
 * snapshot.
 */
export const openMonitorStore = (client: PageClient): MonitorStore => {
  let state = firstState
  let waiting: Frame[] = []
  const listeners = new Set<() => void>()
  const watchers = new Set<(events: readonly MonitorEvent[] | null) => void>()

  const change = (next: Partial<MonitorState>) => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }

  const take = (base: Snapshot, frames: readonly Frame[], isFresh: boolean) => {
    const { events, gap, ...known } = stateAfter(state, base, frames, isFresh)
    change(known)
    if (isFresh || events.length > 0) for (const watcher of watchers) watcher(isFresh ? null : events)
    if (gap) asking.askLater()
  }

  const asking = createAsking(client, {
    mayAskAgain: () => state.link === 'open',
    onSnapshot: (snapshot) => {
      const frames = waiting
      waiting = []
      take(snapshot, frames, true)
    },
  })

  const stopListening = client.listen((frame) => {
    if (asking.isDue() || !state.loaded) {
      waiting = [...waiting.slice(-mostWaiting), frame]
    } else {
      take(state.snapshot, [frame], false)
    }
  })

  const stopWatching = client.watchLink((link) => {
    change({ link })
    if (link === 'open') void asking.ask()
  })

  return {
    getState: () => state,
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    watchEvents: (onEvents) => {
      watchers.add(onEvents)
      return () => watchers.delete(onEvents)
    },
    close: () => {
      asking.close()
      stopListening()
      stopWatching()
    },
  }
}

const firstState: MonitorState = {
  snapshot: emptySnapshot,
  loaded: false,
  link: 'lost',
  course: noCourse,
  event: null,
}

/**
 * The state after frames were folded into a snapshot, with the new events and whether some are missing.
 *
 * @param isFresh whether the snapshot was just fetched, rather than taken from the state
 */
const stateAfter = (state: MonitorState, base: Snapshot, frames: readonly Frame[], isFresh: boolean) => {
  const { snapshot, events, gap } = foldFrames(base, frames)
  const isAnother = snapshot.connectionNumber !== state.snapshot.connectionNumber
  const known = isAnother ? noCourse : state.course
  const now = Date.now()
  const course = events.reduce(
    (before, one) => courseAfter(before, one, now),
    isFresh ? courseIn(known, base, now) : known,
  )
  const { connection } = snapshot
  const event = connection === state.snapshot.connection ? state.event : eventAfter(state.event, connection)
  return { snapshot, event, loaded: true, course, events, gap }
}

interface Asker {
  /** Whether to ask again after a failure. */
  readonly mayAskAgain: () => boolean
  readonly onSnapshot: (snapshot: Snapshot) => void
}

/** Asks for snapshots, one at a time: a request during another one asks once more after it. */
const createAsking = (client: PageClient, { mayAskAgain, onSnapshot }: Asker) => {
  let asking = false
  let askAgain = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const ask = async (): Promise<void> => {
    clearTimeout(retry)
    if (asking) {
      askAgain = true
      return
    }
    asking = true
    const answer = await client.send('getSnapshot', {})
    asking = false
    if (closed) return
    if (askAgain) {
      askAgain = false
      return ask()
    }
    if (!answer.ok) {
      if (mayAskAgain()) askLater()
      return
    }
    retry = undefined
    onSnapshot(answer.value)
  }

  const askLater = () => {
    clearTimeout(retry)
    retry = setTimeout(() => void ask(), retryPause)
  }

  return {
    ask,
    askLater,
    /** Whether a snapshot is on its way or will be asked for soon. */
    isDue: () => asking || retry !== undefined,
    close: () => {
      closed = true
      clearTimeout(retry)
    },
  }
}
