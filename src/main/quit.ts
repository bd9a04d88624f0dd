import { app, type Event } from 'electron'
import { setTimeout as delay } from 'node:timers/promises'

/** How long a clean close may take, in milliseconds: the longest receive and the statement after it, with a margin. */
const closeLimit = 60_000

/** A terminal and the wrapper running in it both pass on one Ctrl-C; two this close together, in milliseconds, count as one. */
const sameWish = 1_000

interface QuitWorld {
  /** Ends the engine cleanly: drain, commit, delete, release. */
  readonly close: () => Promise<void>
  readonly isRunning: () => boolean
  /** Asks a person whether to stop the run; `signal` withdraws the question. */
  readonly ask: (signal: AbortSignal) => Promise<boolean>
}

export interface Quit {
  /** Quits without a question, if nobody can be asked. */
  readonly now: () => void
  /** Keeps the last window open during a run, and asks. */
  readonly onWindowClose: (event: Pick<Event, 'preventDefault'>) => void
  /**
   * A second start while this one runs: brings the window to the front, or, if this one is about to end, starts a new
   * one after it. A start that only asks for the end says so in its arguments.
   */
  readonly onSecondStart: (show: () => void, args?: readonly string[]) => void
}

/**
 * Lets the engine end cleanly before the app exits, whether a person quits, the last window closes or a signal comes.
 * During a run a person is asked first. The window stays meanwhile and shows what is being finished. A second request
 * exits at once.
 */
export const createQuit = ({ close, isRunning, ask }: QuitWorld): Quit => {
  let state: 'open' | 'asking' | 'closing' | 'closed' = 'open'
  let question = new AbortController()
  let wishedAt = 0

  const finish = async (): Promise<void> => {
    state = 'closing'
    wishedAt = performance.now()
    const clean = await endsCleanly(close)
    state = 'closed'
    if (clean) app.quit()
    else app.exit(1)
  }

  const askFirst = async (): Promise<void> => {
    state = 'asking'
    question = new AbortController()
    // A dialog that cannot be shown must not prevent quitting, and a clean end loses nothing.
    const agreed = await ask(question.signal).catch(() => true)
    if (question.signal.aborted) return
    state = 'open'
    if (agreed) void finish()
  }

  const now = (): void => {
    if (state === 'asking') {
      question.abort()
      state = 'open'
    }
    if (state === 'open') void finish()
    else app.quit()
  }

  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'open') void (isRunning() ? askFirst() : finish())
    else if (state === 'closing' && performance.now() - wishedAt > sameWish) app.exit(1)
  })

  const onWindowClose: Quit['onWindowClose'] = (event) => {
    // On a Mac the app continues without a window, and so does the run.
    if (process.platform === 'darwin' || (state !== 'asking' && !(state === 'open' && isRunning()))) return
    event.preventDefault()
    if (state === 'open') void askFirst()
  }

  let followed = false
  const onSecondStart: Quit['onSecondStart'] = (show, args = []) => {
    if (asksToEnd(args)) return now()
    if (state === 'open' || state === 'asking') return show()
    // Electron starts as many copies as it is asked to.
    if (!followed) app.relaunch()
    followed = true
  }
  return { now, onWindowClose, onSecondStart }
}

/**
 * Whether a start is meant to end the running copy. On Windows, Ctrl-C in the terminal of `npm start` does not reach
 * a program with windows; the launcher makes such a start instead.
 */
export const asksToEnd = (args: readonly string[]): boolean => args.includes('--end')

/**
 * Turns the signals that ask a process to end into quitting. Electron has its own handlers; these, set after it is
 * ready, replace them.
 */
export const quitOnSignals = ({ now }: Quit): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, now)
}

const endsCleanly = async (close: () => Promise<void>): Promise<boolean> => {
  const closed = close().then(
    () => true,
    () => false,
  )
  return Promise.race([closed, delay(closeLimit, false, { ref: false })])
}
