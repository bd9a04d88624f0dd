import type { Page } from '@playwright/test'
import type { Result } from '../../src/contract/result.ts'
import type { Snapshot } from '../../src/contract/snapshot.ts'
import type { RunningApp } from './running-app.ts'

export interface Shown {
  readonly title: string
  readonly body: string
}

interface World {
  shown?: (Shown & { emit(event: string, details: object): unknown })[]
  bars?: number[]
  frames?: number
}

/** Records what main shows outside the window from now on: notifications and the bar on the task bar. */
export const watchDesktop = (app: RunningApp): Promise<void> =>
  app.evaluate(({ Notification, BrowserWindow }) => {
    const world = globalThis as World
    world.shown = []
    world.bars = []
    const note = function (this: unknown) {
      const notification = this as NonNullable<World['shown']>[number]
      world.shown?.push(notification)
      notification.emit('show', {})
    }
    Object.assign(Notification, { isSupported: () => true })
    Object.assign(Notification.prototype, { show: note })
    for (const window of BrowserWindow.getAllWindows()) {
      Object.assign(window, { setProgressBar: (bar: number) => world.bars?.push(bar) })
    }
  }, null)

/** Makes the system one without notifications, or one that does not show them, with or without an error. */
export const breakNotifications = (
  app: RunningApp,
  lack: 'has no notifications' | 'fails to show one' | 'shows none',
): Promise<void> =>
  app.evaluate(({ Notification }, what) => {
    Object.assign(Notification, { isSupported: () => what !== 'has no notifications' })
    const show = function (this: { emit(event: string, ...details: unknown[]): unknown }) {
      if (what === 'fails to show one') this.emit('failed', {}, 'The system refused it')
    }
    Object.assign(Notification.prototype, { show })
  }, lack)

export const notificationsShown = (app: RunningApp): Promise<readonly Shown[]> =>
  app.evaluate(() => ((globalThis as World).shown ?? []).map(({ title, body }) => ({ title, body })), null)

/** Clicks the notification that was shown last. */
export const clickNotification = (app: RunningApp): Promise<void> =>
  app.evaluate(() => void (globalThis as World).shown?.at(-1)?.emit('click', {}), null)

export const barsShown = (app: RunningApp): Promise<readonly number[]> =>
  app.evaluate(() => (globalThis as World).bars ?? [], null)

/** Whether the window has the focus; gives it up or takes it first, if requested. */
export const focus = (app: RunningApp, change: 'leave' | 'take' | null = null): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }, wish) => {
    const [window] = BrowserWindow.getAllWindows()
    if (wish === 'leave') window?.blur()
    if (wish === 'take') window?.focus()
    return window?.isFocused() ?? false
  }, change)

/** The text of an element by its test id, read through main: Playwright has lost a page that crashed. */
export const textInWindow = (app: RunningApp, testId: string): Promise<string | null> =>
  app.evaluate(async ({ BrowserWindow }, id) => {
    const [window] = BrowserWindow.getAllWindows()
    const text: unknown = await window?.webContents.executeJavaScript(
      `document.querySelector('[data-testid="${id}"]')?.textContent ?? null`,
    )
    return typeof text === 'string' ? text : null
  }, testId)

/** Hides the window, or shows it again. */
export const turnWindow = (
  app: RunningApp,
  change: 'hide' | 'minimize' | 'show' | 'restore',
): Promise<void> =>
  app.evaluate(({ BrowserWindow }, wish) => BrowserWindow.getAllWindows()[0]?.[wish](), change)

/** Counts the frames that main sends to the window from now on. */
export const countFrames = (app: RunningApp): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    const world = globalThis as World
    world.frames = 0
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents === undefined) throw new Error('There is no window')
    const send = contents.send.bind(contents)
    const counting = (channel: string, ...args: unknown[]) => {
      if (channel === 'sluice:frame') world.frames = (world.frames ?? 0) + 1
      send(channel, ...args)
    }
    Object.assign(contents, { send: counting })
  }, null)

export const framesSent = (app: RunningApp): Promise<number> =>
  app.evaluate(() => (globalThis as World).frames ?? 0, null)

/** The engine's state, read without the page's copy. */
export const engineSnapshot = async (page: Page): Promise<Snapshot> => {
  const answer = await page.evaluate<Result<Snapshot>>(`window.sluice.send('getSnapshot', {})`)
  if (!answer.ok) throw new Error('The engine gave no snapshot')
  return answer.value
}
