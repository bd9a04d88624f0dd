import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { Arch, PlatformPackager } from 'app-builder-lib'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  artifactNames,
  builderConfig,
  packedSystems,
  releaseNames,
  type BuilderConfig,
} from './load-packaging.ts'

const config = builderConfig({ folder: '/staged', output: '/made' })

/** Asks electron-builder itself, which validates a configuration before it packs. */
const validate = (wanted: BuilderConfig): Promise<void> =>
  validateConfiguration(wanted, { isEnabled: false } as never)

/** The part of a configuration for one system or one kind of package. */
const part = (name: string) => config[name] as Readonly<Record<string, unknown>>

const readRoot = (path: string) => readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8')

describe('electron-builder’s configuration', () => {
  it('fits its own schema', async () => {
    await expect(validate(config)).resolves.toBeUndefined()
  })

  it.each(['linux', 'mac', 'win', 'nsis', 'deb', 'rpm', 'toolsets'])(
    'would be refused with an unknown key in %s',
    async (name) => {
      await expect(validate({ ...config, [name]: { ...part(name), categoryy: 'x' } })).rejects.toThrow(
        `configuration.${name}`,
      )
    },
  )

  it('would be refused with an unknown key at its top', async () => {
    await expect(validate({ ...config, appid: 'x' })).rejects.toThrow('appid')
  })

  it('names the app, its maker, its place in menus and its icons', () => {
    expect(config).toMatchObject({
      appId: 'io.github.sluice.sluice',
      productName: 'Sluice',
      linux: {
        category: 'Development;Database',
        maintainer: expect.stringMatching(/\w/),
        executableName: 'sluice',
      },
      mac: { category: 'public.app-category.developer-tools', minimumSystemVersion: '13.0' },
      nsis: { perMachine: false },
    })
    for (const name of ['linux', 'mac', 'win']) expect(existsSync(String(part(name).icon)), name).toBe(true)
  })

  it('has each system’s usual kinds of packages', () => {
    expect(part('linux').target).toEqual(['AppImage', 'deb', 'rpm'])
    expect(part('mac').target).toEqual(['dmg', 'zip'])
    expect(part('win').target).toEqual(['nsis'])
  })

  it.each(packedSystems)(
    'gives the packages for $platform on $arch the names that the documents use',
    ({ platform, arch }) => {
      const os = { linux: 'linux', darwin: 'mac', win32: 'win' }[platform]
      // A packager that has packed nothing knows only the parts of names.
      const packager = Object.create(PlatformPackager.prototype, {
        config: { value: config },
        platform: { value: { buildConfigurationKey: os } },
        platformSpecificBuildOptions: { value: part(os) },
        appInfo: { value: { productName: 'Sluice', sanitizedProductName: 'Sluice', version: '1.2.3' } },
      }) as PlatformPackager<never>
      const names = artifactNames('1.2.3', platform, arch)
      for (const [kind, name] of Object.entries(names))
        expect(packager.expandArtifactNamePattern({}, kind, Arch[arch])).toBe(name)
      expect(Object.keys(names)).toHaveLength({ linux: 3, darwin: 2, win32: 1 }[platform])
    },
  )

  it('has the id that the running app gives Windows, or notifications would be another app’s (#14)', () => {
    expect(readRoot('src/main/identity.ts')).toContain(`const appId = '${String(config.appId)}'`)
  })

  it('makes the files that docs/operations.md says to install', () => {
    const { version } = JSON.parse(readRoot('package.json')) as { version: string }
    const told = [
      ...readRoot('docs/operations.md').matchAll(/Sluice-[\w.-]+\.(?:AppImage|deb|rpm|dmg|exe)/g),
    ].map(([name]) => name)
    expect(new Set(told).size).toBe(5)
    for (const name of told) expect(releaseNames(version)).toContain(name)
  })
})
