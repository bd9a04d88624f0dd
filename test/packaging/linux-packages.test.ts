import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { artifactNames, builderConfig, loadPackaging } from './load-packaging.ts'

const product = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly version: string
}
const { describedApp } = await loadPackaging<{ describedApp: (from: typeof product) => object }>('stage.mjs')
const { rpmAfterRemove, rpmAfterRemoveScript } = await loadPackaging<{
  rpmAfterRemove: string
  rpmAfterRemoveScript: () => string
}>('rpm-after-remove.mjs')

/** What electron-builder would pass to the program that writes a package. */
interface Prepared {
  readonly options: readonly string[]
  readonly menuEntry: string
  readonly afterInstall: string
  readonly afterRemove: string
}

let base: string
const prepared = new Map<string, Prepared>()
let appImageEntry = ''

const keep = (told: unknown): boolean => {
  if (!Array.isArray(told)) {
    appImageEntry = (told as { readonly desktop: string }).desktop
    return true
  }
  const [options, menuEntry] = told as [readonly string[], string]
  const after = (name: string) => options[options.indexOf(name) + 1] ?? ''
  const scriptOf = (name: string) => readFileSync(after(name), 'utf8')
  prepared.set(basename(after('--package')), {
    options,
    menuEntry: readFileSync(menuEntry, 'utf8'),
    afterInstall: scriptOf('--after-install'),
    afterRemove: scriptOf('--after-remove'),
  })
  return true
}

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'sluice-linux-packages-'))
  mkdirSync(join(base, 'app'))
  mkdirSync(join(base, 'unpacked/resources'), { recursive: true })
  writeFileSync(join(base, 'app/package.json'), JSON.stringify(describedApp(product)))
  writeFileSync(join(base, rpmAfterRemove), rpmAfterRemoveScript())
  for (const arch of [Arch.x64, Arch.arm64])
    await build({
      targets: Platform.LINUX.createTarget(['AppImage', 'deb', 'rpm'], arch),
      projectDir: join(base, 'app'),
      prepackaged: join(base, 'unpacked'),
      config: builderConfig({ folder: base, output: join(base, 'made'), electronDist: base }),
      publish: 'never',
      effectiveOptionComputed: (told: unknown) => Promise.resolve(keep(told)),
    })
}, 120_000)
afterAll(() => rmSync(base, { recursive: true, force: true }))

const packageOf = (kind: 'deb' | 'rpm', arch: 'x64' | 'arm64' = 'x64'): Prepared => {
  const found = prepared.get(artifactNames(product.version, 'linux', arch)[kind] ?? '')
  if (found === undefined)
    throw new Error(`No ${kind} for ${arch} was prepared: ${[...prepared.keys()].join(', ')}`)
  return found
}

/** Runs a script with programs that only record their calls. */
const runWithFakes = (script: string, argument: string): string => {
  const folder = mkdtempSync(join(base, 'run-'))
  const calls = join(folder, 'calls')
  for (const name of ['update-alternatives', 'apparmor_status', 'apparmor_parser', 'rm']) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> '${calls}'\n`)
    chmodSync(join(folder, name), 0o755)
  }
  execFileSync('bash', ['-c', script, 'script', argument], { env: { PATH: `${folder}:/usr/bin:/bin` } })
  return existsSync(calls) ? readFileSync(calls, 'utf8') : ''
}

describe.skipIf(process.platform === 'win32')('packages for Linux', () => {
  it.each(['x64', 'arm64'] as const)(
    'are all prepared for %s, under the names that the documents use',
    (arch) => {
      const names = artifactNames(product.version, 'linux', arch)
      expect([...prepared.keys()]).toEqual(expect.arrayContaining([names.deb, names.rpm]))
      expect(packageOf('deb', arch).options).toContain(arch === 'x64' ? 'amd64' : 'arm64')
    },
  )

  it('name who maintains them, what they are and where they come from', () => {
    for (const kind of ['deb', 'rpm'] as const) {
      const { options } = packageOf(kind)
      for (const [name, value] of [
        ['--maintainer', /Sluice/],
        ['--url', /^(?:https:|about:)/],
        ['--version', /^\d+\.\d+\.\d+$/],
        ['--description', /ETL monitor/],
        ['--category', /database/i],
      ] as const)
        expect(options[options.indexOf(name) + 1], name).toMatch(value)
    }
  })

  it('have a menu entry that belongs to the window, and an icon in each size', () => {
    for (const kind of ['deb', 'rpm'] as const) {
      const { options, menuEntry } = packageOf(kind)
      expect(menuEntry.split('\n')).toEqual(
        expect.arrayContaining([
          'Name=Sluice',
          'Exec=/opt/Sluice/sluice %U',
          'Icon=sluice',
          'StartupWMClass=sluice',
          'Categories=Development;Database;',
        ]),
      )
      expect(options.filter((one) => one.endsWith('/apps/sluice.png'))).toHaveLength(10)
      expect(options.some((one) => one.endsWith('=/usr/share/applications/sluice.desktop'))).toBe(true)
    }
  })

  it('never start it without its sandbox', () => {
    for (const text of [packageOf('deb').menuEntry, packageOf('rpm').menuEntry, appImageEntry]) {
      expect(text).toMatch(/^Exec=/m)
      expect(text).not.toContain('--no-sandbox')
    }
  })

  it('have a profile that lets exactly this program make the sandbox that AppArmor forbids on Ubuntu 24.04', () => {
    const profile = readFileSync(join(base, 'unpacked/resources/apparmor-profile'), 'utf8')
    expect(profile).toContain('profile "sluice" "/opt/Sluice/sluice" flags=(unconfined)')
    expect(profile).toMatch(/^\s*userns,$/m)
  })

  const parser = ['/usr/sbin/apparmor_parser', '/sbin/apparmor_parser'].find((path) => existsSync(path))
  const noParser =
    parser === undefined
      ? 'apparmor_parser is not installed'
      : existsSync('/etc/apparmor.d/abi/4.0')
        ? null
        : 'this AppArmor is older than 4.0'
  it.skipIf(noParser !== null)(
    `have a profile that AppArmor understands${noParser === null ? '' : ` (skipped: ${noParser})`}`,
    () => {
      const path = join(base, 'unpacked/resources/apparmor-profile')
      const { status, stderr } = spawnSync(String(parser), ['--skip-kernel-load', '--skip-cache', path])
      expect([status, status === 0 ? '' : stderr.toString()]).toEqual([0, ''])
    },
  )

  it('load the profile after they were installed, and unload and delete it when they are removed', () => {
    for (const kind of ['deb', 'rpm'] as const) {
      const { afterInstall, afterRemove } = packageOf(kind)
      for (const script of [afterInstall, afterRemove]) execFileSync('bash', ['-n', '-c', script])
      expect(afterInstall).toContain("APPARMOR_PROFILE_SOURCE='/opt/Sluice/resources/apparmor-profile'")
      expect(afterInstall).toMatch(/apparmor_parser --replace .*"\$APPARMOR_PROFILE_TARGET"/)
      expect(afterRemove).toContain('apparmor_parser --remove "$APPARMOR_PROFILE_DEST"')
      expect(afterRemove).toContain('rm -f "$APPARMOR_PROFILE_DEST"')
    }
  })

  it('remove the command when they are removed, but not when a newer rpm replaces them', () => {
    const { afterRemove } = packageOf('rpm')
    expect(runWithFakes(afterRemove, '1')).toBe('')
    expect(runWithFakes(afterRemove, '0')).toContain('update-alternatives --remove sluice /opt/Sluice/sluice')
    expect(runWithFakes(packageOf('deb').afterRemove, 'remove')).toContain(
      'update-alternatives --remove sluice',
    )
  })
})
