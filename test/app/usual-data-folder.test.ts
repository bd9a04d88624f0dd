import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { usualDataFolder } from '../../src/app/usual-data-folder.ts'

const textOf = (path: string): string => readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8')
const none = { localAppData: undefined, xdgDataHome: undefined }

const on = (platform: NodeJS.Platform, variables = {}, home: string | null = '~') =>
  usualDataFolder({ ...none, ...variables }, { platform, isRoot: false, home })?.replaceAll('\\', '/')

describe('the usual data folder', () => {
  it('is where README.md and docs/operations.md say', () => {
    const page = textOf('docs/operations.md')
    expect(page).toContain(`| Linux | \`${on('linux')}\`, or below \`XDG_DATA_HOME\``)
    expect(page).toContain(`| macOS | \`${on('darwin')}\` |`)
    expect(page).toContain(String.raw`| Windows | ` + '`%LOCALAPPDATA%\\Sluice` |')
    expect(on('win32', { localAppData: '%LOCALAPPDATA%' })).toBe('%LOCALAPPDATA%/Sluice')
    expect(textOf('README.md')).toContain(`cp -a ${on('linux')}/keys /safe/place`)
  })

  it('follows XDG_DATA_HOME on Linux only', () => {
    expect(on('linux', { xdgDataHome: '/data' })).toBe('/data/sluice')
    expect(on('darwin', { xdgDataHome: '/data' })).toBe(on('darwin'))
  })

  it('of root is in no home folder, which PostgreSQL could not enter', () => {
    const folder = usualDataFolder(none, { platform: 'linux', isRoot: true, home: '/root' })
    expect(folder).toBe('/var/lib/sluice')
    expect(textOf('docs/operations.md')).toContain(`\`${folder}\` for root`)
  })

  it('does not exist for an account without a home, unless a variable names one', () => {
    expect(on('linux', {}, null)).toBeUndefined()
    expect(on('linux', { xdgDataHome: '/data' }, null)).toBe(join('/data', 'sluice').replaceAll('\\', '/'))
  })
})
