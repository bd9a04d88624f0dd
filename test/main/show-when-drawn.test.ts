import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { showWhenDrawn, type ShowableWindow } from '../../src/main/show-when-drawn.ts'

class FakeWindow extends EventEmitter implements ShowableWindow {
  readonly webContents = new EventEmitter()
  shown = 0
  destroyed = false
  show(): void {
    this.shown += 1
  }
  isDestroyed(): boolean {
    return this.destroyed
  }
}

const signs = {
  'is ready to show': (window: FakeWindow) => window.emit('ready-to-show'),
  'has loaded its page': (window: FakeWindow) => window.webContents.emit('did-finish-load'),
  'could not load its page': (window: FakeWindow) => window.webContents.emit('did-fail-load'),
  'has waited for two seconds': () => vi.advanceTimersByTime(2_000),
}

describe('a new window', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it.each(Object.entries(signs))('is shown, and only once, when it %s', (_name, give) => {
    const window = new FakeWindow()
    showWhenDrawn(window)
    expect(window.shown).toBe(0)
    give(window)
    expect(window.shown).toBe(1)
    for (const other of Object.values(signs)) other(window)
    expect(window.shown).toBe(1)
  })

  it('is left alone if it is closed while its page loads', () => {
    const window = new FakeWindow()
    showWhenDrawn(window)
    window.destroyed = true
    window.emit('closed')
    for (const give of Object.values(signs)) give(window)
    expect(window.shown).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
