import { app } from 'electron'
import { setTimeout as delay } from 'node:timers/promises'

/** How long a clean close may take, in milliseconds: the longest receive, then the statement after it, with room to spare. */
const closeLimit = 60_000

/** A terminal and the wrapper that it runs both pass on one Ctrl-C; what comes this close together, in milliseconds, is one wish. */
const sameWish = 1_000

/**
 * Lets the engine end cleanly (drain, commit, delete, release) before the app goes, whether a person quits, the last
 * window closes or a signal comes. The window stays meanwhile and shows what is finished. A second wish exits at once.
 */
export const closeBeforeQuit = (close: () => Promise<void>): void => {
  let state: 'open' | 'closing' | 'closed' = 'open'
  let wishedAt = 0

  const finish = async (): Promise<void> => {
    const clean = await endsCleanly(close)
    state = 'closed'
    if (clean) app.quit()
    else app.exit(1)
  }

  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    const now = performance.now()
    if (state === 'open') {
      state = 'closing'
      wishedAt = now
      void finish()
    } else if (now - wishedAt > sameWish) {
      app.exit(1)
    }
  })
}

/** Turns the signals that ask a process to end into quitting. Electron has handlers of its own; these, set after it is ready, replace them. */
export const quitOnSignals = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}

const endsCleanly = async (close: () => Promise<void>): Promise<boolean> => {
  const closed = close().then(
    () => true,
    () => false,
  )
  return Promise.race([closed, delay(closeLimit, false, { ref: false })])
}
