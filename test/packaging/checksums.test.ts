import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadPackaging, releaseNames } from './load-packaging.ts'

const root = resolve(import.meta.dirname, '../..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const names = releaseNames(version)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-release-'))
  for (const name of names) writeFileSync(join(folder, name), name)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const make = (tag: string) => {
  const args = [join(root, 'packaging/checksums.mjs'), folder, tag]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, told: stderr }
}

describe('the checksums of a release', () => {
  it('exist for each package and each bill of materials, in sha256sum’s format', () => {
    expect(make(`v${version}`).status).toBe(0)
    expect(names).toHaveLength(16)
    expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n')).toHaveLength(names.length)
    if (process.platform === 'linux')
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: folder })
  })

  it('are not made if a package is missing, and it is named', () => {
    const [gone = ''] = names
    rmSync(join(folder, gone))
    expect(make(`v${version}`)).toEqual({ status: 1, told: `The release lacks ${gone}.\n` })
  })

  it('are not made for a tag with another version', () => {
    const { status, told } = make('v99.0.0')
    expect([status, told]).toEqual([1, `The tag is v99.0.0, but package.json says ${version}.\n`])
  })
})

describe('signing', async () => {
  const { forgetEmpty, isSigned } = await loadPackaging<{
    forgetEmpty: (environment: Record<string, string>) => void
    isSigned: (platform: string, environment: Record<string, string>) => boolean
  }>('signing.mjs')

  it('counts an empty certificate, as in a workflow without secrets, as none', () => {
    const environment = { CSC_LINK: '', WIN_CSC_LINK: ' ', APPLE_ID: '', CSC_NAME: 'Us', PATH: '' }
    forgetEmpty(environment)
    expect(environment).toEqual({ CSC_NAME: 'Us', PATH: '' })
  })

  it('is distinguished from none, for each system by its own variables', () => {
    expect(isSigned('darwin', {})).toBe(false)
    expect(isSigned('darwin', { WIN_CSC_LINK: 'x' })).toBe(false)
    expect(isSigned('win32', { WIN_CSC_LINK: 'x' })).toBe(true)
    expect(isSigned('darwin', { CSC_LINK: 'x' })).toBe(true)
    expect(isSigned('linux', {})).toBe(true)
  })
})

describe('what this machine can pack', async () => {
  const { possibleHere, explainFailedPacking } = await loadPackaging<{
    possibleHere: (platform: string, hasProgram: (name: string) => boolean) => object
    explainFailedPacking: (message: string) => string | null
  }>('possible-here.mjs')

  it('has no rpm if nothing can write one, and says so', () => {
    expect(possibleHere('linux', () => true)).toEqual({ targets: ['AppImage', 'deb', 'rpm'], lacks: [] })
    expect(possibleHere('linux', () => false)).toEqual({
      targets: ['AppImage', 'deb'],
      lacks: ['there is no rpm, as rpmbuild is not installed'],
    })
    expect(possibleHere('darwin', () => false)).toEqual({ targets: ['dmg', 'zip'], lacks: [] })
    expect(possibleHere('freebsd', () => true)).toEqual({ targets: [], lacks: [] })
  })

  it.each(['getaddrinfo ENOTFOUND github.com', 'connect ECONNREFUSED 127.0.0.1:3128', 'fetch failed'])(
    'is nothing if nothing can be downloaded (%s), with what to do',
    (message) => {
      expect(explainFailedPacking(message)).toMatch(/^Nothing was packed: .*SLUICE_ELECTRON_DIST/)
    },
  )

  it('is not explained if the fault is a different one', () => {
    expect(explainFailedPacking('Application entry file is missing')).toBeNull()
  })
})
