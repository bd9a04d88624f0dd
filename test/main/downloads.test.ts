import { EventEmitter } from 'node:events'
import type { Session } from 'electron'
import { expect, it, vi } from 'vitest'
import { denyDownloads } from '../../src/main/confine.ts'

vi.mock('electron', () => ({ app: {} }))

it('no page downloads anything by itself', () => {
  const session = new EventEmitter()
  denyDownloads(session as unknown as Session)
  const preventDefault = vi.fn()
  session.emit('will-download', { preventDefault }, {}, {})
  expect(preventDefault).toHaveBeenCalledOnce()
})
