import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { demandScreen } from '../../src/main/demand-screen.ts'

const { app } = vi.hoisted(() => ({ app: { isPackaged: true, commandLine: { hasSwitch: vi.fn() } } }))
vi.mock('electron', () => ({ app }))

describe('a packed app without a screen', () => {
  beforeEach(() => {
    app.isPackaged = true
    app.commandLine.hasSwitch.mockReturnValue(false)
    for (const name of ['DISPLAY', 'WAYLAND_DISPLAY']) vi.stubEnv(name, undefined)
  })
  afterEach(() => vi.unstubAllEnvs())
  const refusal = expect.objectContaining({ failure: expect.objectContaining({ code: 'screen-missing' }) })

  it('refuses to start on Linux if no variable names one', () => {
    expect(() => demandScreen('linux')).toThrow(refusal)
    vi.stubEnv('DISPLAY', '')
    expect(() => demandScreen('linux')).toThrow(refusal)
  })

  it.each(['DISPLAY', 'WAYLAND_DISPLAY'])('starts if %s names one', (name) => {
    vi.stubEnv(name, 'one')
    expect(() => demandScreen('linux')).not.toThrow()
  })

  it('starts where no variable names a screen: on Windows and macOS, and in a checkout, whose start has checked', () => {
    for (const platform of ['win32', 'darwin'] as const) expect(() => demandScreen(platform)).not.toThrow()
    app.isPackaged = false
    expect(() => demandScreen('linux')).not.toThrow()
  })

  it.each(['headless', 'ozone-platform'])('starts if it was told to need none, by --%s', (given) => {
    app.commandLine.hasSwitch.mockImplementation((name) => name === given)
    expect(() => demandScreen('linux')).not.toThrow()
  })
})
