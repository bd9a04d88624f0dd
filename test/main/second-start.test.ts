import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createQuit } from '../../src/main/quit.ts'

const { app } = vi.hoisted(() => {
  const listeners = new Map<string, (event: { preventDefault: () => void }) => void>()
  return {
    app: {
      on: (name: string, listener: (event: { preventDefault: () => void }) => void) =>
        listeners.set(name, listener),
      quit: vi.fn(),
      exit: vi.fn(),
      relaunch: vi.fn(),
    },
  }
})
vi.mock('electron', () => ({ app }))

const openQuit = () => {
  const closed = Promise.withResolvers<undefined>()
  const quit = createQuit({ close: () => closed.promise, isRunning: () => false, ask: async () => true })
  return { quit, closed }
}

describe('a second start', () => {
  beforeEach(() => void vi.clearAllMocks())

  it("brings the running copy's window to the front", () => {
    const { quit } = openQuit()
    const show = vi.fn()
    quit.onSecondStart(show)
    expect(show).toHaveBeenCalledOnce()
    expect(app.relaunch).not.toHaveBeenCalled()
  })

  it('while the first copy closes is not lost: one new copy follows it', async () => {
    const { quit, closed } = openQuit()
    const show = vi.fn()
    quit.now()
    quit.onSecondStart(show)
    quit.onSecondStart(show)
    expect(show).not.toHaveBeenCalled()
    expect(app.relaunch).toHaveBeenCalledOnce()
    closed.resolve(undefined)
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce())
  })

  it('that asks for the end ends the first copy cleanly, and neither shows nor follows it (FIRST-START 13)', async () => {
    const { quit, closed } = openQuit()
    const show = vi.fn()
    quit.onSecondStart(show, ['electron.exe', 'C:\\sluice', '--end'])
    quit.onSecondStart(show, ['electron.exe', 'C:\\sluice', '--end'])
    expect(show).not.toHaveBeenCalled()
    expect(app.exit).not.toHaveBeenCalled()
    closed.resolve(undefined)
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalled())
    expect(app.relaunch).not.toHaveBeenCalled()
  })
})
