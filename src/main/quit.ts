import { app, type Event } from 'electron'
import { setTimeout as delay } from 'node:timers/promises'

/** How long a clean close may take, in milliseconds: the longest receive, then the statement after it, with room to spare. */
const closeLimit = 60_000

/** A terminal and the wrapper that it runs both pass on one Ctrl-C; what comes this close together, in milliseconds, is one wish. */
const sameWish = 1_000

interface QuitWorld {
  /** Ends the engine cleanly: drain, commit, delete, release. */
  readonly close: () => Promise<void>
  readonly isRunning: () => boolean
  /** Asks a person whether to stop the run; `signal` takes the question back. */
  readonly ask: (signal: AbortSignal) => Promise<boolean>
}

export interface Quit {
  /** Quits without a question, for who cannot be asked. */
  readonly now: () => void
  /** Keeps the last window open while a run goes on, and asks. */
  readonly onWindowClose: (event: Pick<Event, 'preventDefault'>) => void
  /**
   * A second start while this one runs: brings the window, or, where this one is about to end, has it followed by a new one.
   * One that only asks for the end is told by its arguments.
   */
  readonly onSecondStart: (show: () => void, args?: readonly string[]) => void
}

/**
 * Lets the engine end cleanly before the app goes, whether a person quits, the last window closes or a signal comes. A
 * person is asked first if a run goes on. The window stays meanwhile and shows what is finished. A second wish exits at
 * once.
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
    // A box that cannot be shown must not keep anybody from quitting, and a clean end loses nothing.
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
    // On a Mac the app goes on without a window, and so does the run.
    if (process.platform === 'darwin' || (state !== 'asking' && !(state === 'open' && isRunning()))) return
    event.preventDefault()
    if (state === 'open') void askFirst()
  }

  let followed = false
  const onSecondStart: Quit['onSecondStart'] = (show, args = []) => {
    if (asksToEnd(args)) return now()
    if (state === 'open' || state === 'asking') return show()
    // Electron starts as many copies as it is asked for.
    if (!followed) app.relaunch()
    followed = true
  }
  return { now, onWindowClose, onSecondStart }
}

/**
 * Whether a start is there to end the copy that runs. On Windows, Ctrl-C in the terminal of `npm start` does not reach a
 * program with windows; the launcher makes such a start instead.
 */
export const asksToEnd = (args: readonly string[]): boolean => args.includes('--end')

/** Turns the signals that ask a process to end into quitting. Electron has handlers of its own; these, set after it is ready, replace them. */
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
