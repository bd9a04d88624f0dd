// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'

vi.stubGlobal('navigator', { userAgent: 'X11; Linux x86_64' })
const { formatKeys, isPressed } = await import('../../src/renderer/format/keys.ts')

const press = (key: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }) as KeyboardEvent

describe('a shortcut', () => {
  it("is written in each system's way", () => {
    expect(formatKeys('mod+shift+Enter', false)).toBe('Ctrl+Shift+↵')
    expect(formatKeys('mod+K', true)).toBe('⌘K')
  })

  it('is pressed with Ctrl as with Command, and with nothing else', () => {
    expect(isPressed('mod+K', press('k', { ctrlKey: true }))).toBe(true)
    expect(isPressed('mod+K', press('k', { metaKey: true }))).toBe(true)
    expect(isPressed('mod+K', press('k'))).toBe(false)
    expect(isPressed('mod+K', press('k', { ctrlKey: true, altKey: true }))).toBe(false)
    expect(isPressed('mod+K', press('K', { ctrlKey: true, shiftKey: true }))).toBe(false)
  })

  it('distinguishes Enter with Shift from Enter without', () => {
    const withShift = press('Enter', { ctrlKey: true, shiftKey: true })
    expect(isPressed('mod+Enter', withShift)).toBe(false)
    expect(isPressed('mod+shift+Enter', withShift)).toBe(true)
  })

  it('accepts a sign wherever it needs Shift', () => {
    expect(isPressed('?', press('?', { shiftKey: true }))).toBe(true)
    expect(isPressed('?', press('?'))).toBe(true)
    expect(isPressed('mod+.', press('.', { ctrlKey: true }))).toBe(true)
  })
})
