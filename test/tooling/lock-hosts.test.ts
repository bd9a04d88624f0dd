import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
}

const text = readFileSync(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8')
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> }
const locked = Object.entries(packages).filter(([path, { link }]) => path !== '' && link !== true)

/**
 * The newest major of Electron when this was last looked up (`npm view electron dist-tags`, 2026-11-23). Electron
 * maintains three.
 */
const newestElectron = 45

describe('the lock file (B32)', () => {
  it('contains no host, so that packages come from the registry that each machine trusts', () => {
    expect(locked.length).toBeGreaterThan(100)
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
    expect(text).not.toMatch(/https?:\/\/registry\.|git\+|"file:/)
  })

  it('pins what every package contains', () => {
    const loose = locked.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''))
    expect(loose.map(([path]) => path)).toEqual([])
  })

  it('has an Electron that is still maintained', () => {
    const version = packages['node_modules/electron']?.version ?? ''
    expect(Number(version.split('.', 1)[0])).toBeGreaterThan(newestElectron - 3)
  })
})
