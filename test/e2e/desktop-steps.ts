import type { RunningApp } from './running-app.ts'

export interface Shown {
  readonly title: string
  readonly body: string
}

interface World {
  shown?: (Shown & { emit(event: string, details: object): unknown })[]
  bars?: number[]
}

/** Notes what main shows outside the window from now on: notifications and the bar on the task bar. */
export const watchDesktop = (app: RunningApp): Promise<void> =>
  app.evaluate(({ Notification, BrowserWindow }) => {
    const world = globalThis as World
    world.shown = []
    world.bars = []
    const note = function (this: unknown) {
      world.shown?.push(this as NonNullable<World['shown']>[number])
    }
    Object.assign(Notification, { isSupported: () => true })
    Object.assign(Notification.prototype, { show: note })
    for (const window of BrowserWindow.getAllWindows()) {
      Object.assign(window, { setProgressBar: (bar: number) => world.bars?.push(bar) })
    }
  }, null)

export const notificationsShown = (app: RunningApp): Promise<readonly Shown[]> =>
  app.evaluate(() => ((globalThis as World).shown ?? []).map(({ title, body }) => ({ title, body })), null)

/** Clicks the notification that was shown last. */
export const clickNotification = (app: RunningApp): Promise<void> =>
  app.evaluate(() => void (globalThis as World).shown?.at(-1)?.emit('click', {}), null)

export const barsShown = (app: RunningApp): Promise<readonly number[]> =>
  app.evaluate(() => (globalThis as World).bars ?? [], null)

/** Whether the window has the focus; gives it up or takes it first, where asked. */
export const focus = (app: RunningApp, change: 'leave' | 'take' | null = null): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }, wish) => {
    const [window] = BrowserWindow.getAllWindows()
    if (wish === 'leave') window?.blur()
    if (wish === 'take') window?.focus()
    return window?.isFocused() ?? false
  }, change)

/** The text of an element by its test id, read through main: a page that crashed is one that Playwright has lost. */
export const textInWindow = (app: RunningApp, testId: string): Promise<string | null> =>
  app.evaluate(async ({ BrowserWindow }, id) => {
    const [window] = BrowserWindow.getAllWindows()
    const text: unknown = await window?.webContents.executeJavaScript(
      `document.querySelector('[data-testid="${id}"]')?.textContent ?? null`,
    )
    return typeof text === 'string' ? text : null
  }, testId)
