import { describe, expect, it } from 'vitest'
import { loadScript } from './load-script.ts'

interface Entry {
  readonly version?: string
  readonly optional?: boolean
  readonly link?: boolean
}
type Packages = Readonly<Record<string, Entry>>

const { isInstalled } = await loadScript<{
  readonly isInstalled: (wanted: Packages, installed: Packages) => boolean
}>('lock-file.mjs')

const wanted: Packages = {
  '': {},
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/built-for-another-system': { version: '1.0.0', optional: true },
}

describe('installed dependencies', () => {
  it('fit when every locked package is there in its version', () => {
    expect(isInstalled(wanted, { 'node_modules/zod': { version: '4.6.7' } })).toBe(true)
  })

  it('do not fit when a package has another version', () => {
    expect(isInstalled(wanted, { 'node_modules/zod': { version: '4.6.6' } })).toBe(false)
  })

  it('do not fit when a package is missing', () => {
    expect(isInstalled(wanted, {})).toBe(false)
  })

  it('do not fit when an optional package is there in another version', () => {
    const installed = {
      'node_modules/zod': { version: '4.6.7' },
      'node_modules/built-for-another-system': { version: '0.9.0' },
    }
    expect(isInstalled(wanted, installed)).toBe(false)
  })

  it('fit when there is more than what is locked', () => {
    const installed = { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/left': { version: '1.0.0' } }
    expect(isInstalled(wanted, installed)).toBe(true)
  })
})
