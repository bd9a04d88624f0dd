import { beforeEach, describe, expect, it, vi } from 'vitest'
import { demandSandbox } from '../../src/main/demand-sandbox.ts'

const { app } = vi.hoisted(() => ({ app: { isPackaged: true, commandLine: { hasSwitch: vi.fn() } } }))
vi.mock('electron', () => ({ app }))

describe('a packed app without a sandbox', () => {
  beforeEach(() => {
    app.isPackaged = true
    app.commandLine.hasSwitch.mockImplementation((name) => name === 'no-sandbox')
  })
  const refusal = expect.objectContaining({ failure: expect.objectContaining({ code: 'sandbox-off' }) })

  it('does not start, as an AppImage would where AppArmor forbids the sandbox', () => {
    expect(() => demandSandbox(false)).toThrow(refusal)
  })

  it('starts for root, who cannot have one, from a checkout, and of course with its sandbox', () => {
    expect(() => demandSandbox(true)).not.toThrow()
    app.isPackaged = false
    expect(() => demandSandbox(false)).not.toThrow()
    app.isPackaged = true
    app.commandLine.hasSwitch.mockReturnValue(false)
    expect(() => demandSandbox(false)).not.toThrow()
  })
})
