import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, matchesGlob, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builderConfig, packedSystems, releaseNames } from '../packaging/load-packaging.ts'
import { allJobs, allSteps, workflow, workflows, type PlacedStep } from './workflow-files.ts'

const inRoot = (path: string) => resolve(import.meta.dirname, '../..', path)
const readRoot = (path: string) => readFileSync(inRoot(path), 'utf8')
const { scripts } = JSON.parse(readRoot('package.json')) as { scripts: Readonly<Record<string, string>> }

const runs = allSteps.flatMap(({ where, job, step }) =>
  step.run === undefined ? [] : [{ where, job, step, run: step.run }],
)
const used = allSteps.flatMap(({ where, step }) =>
  step.uses === undefined ? [] : [{ where, step, uses: step.uses }],
)

/** All matches of an expression in what the steps run, with their places. */
const found = (pattern: RegExp): readonly (readonly [where: string, match: string])[] =>
  runs.flatMap(({ where, run }) =>
    [...run.matchAll(pattern)].map((match) => [where, match[1] ?? ''] as const),
  )

describe('the workflows', () => {
  it('are sound YAML', () => {
    expect(workflows.map(({ file }) => file)).toEqual([
      'ci.yml',
      'desktop.yml',
      'packages.yml',
      'release.yml',
      'weekly.yml',
    ])
    for (const { file, faults } of workflows) expect(faults, file).toEqual([])
  })

  it('begin by pushes, requests, tags, the week, by hand or by each other, and by nothing that strangers can give rights to', () => {
    const harmless = ['push', 'pull_request', 'schedule', 'workflow_dispatch', 'workflow_call']
    for (const { file, on } of workflows)
      expect(
        Object.keys(on).filter((event) => !harmless.includes(event)),
        file,
      ).toEqual([])
  })

  it('can only read, and each job that can do more says what', () => {
    for (const { file, permissions } of workflows) expect(permissions, file).toEqual({ contents: 'read' })
    const more = allJobs.flatMap(({ where, job }) => (job.permissions ? [[where, job.permissions]] : []))
    expect(more).toEqual([
      ['release.yml, attest', { contents: 'read', 'id-token': 'write', attestations: 'write' }],
      ['release.yml, release', { contents: 'write' }],
    ])
  })

  it('give certificates only to a release, each by its name', () => {
    for (const { where, file, job } of allJobs)
      if (job.secrets !== undefined) {
        expect(file, where).toBe('release.yml')
        expect(typeof job.secrets, 'not all of them at once').toBe('object')
      }
    for (const { file, text } of workflows)
      if (/\bsecrets\./.test(text)) expect(['packages.yml', 'release.yml']).toContain(file)
  })

  it('end by themselves, and an older run of the same gives way', () => {
    for (const { where, job } of allJobs)
      if (job.steps !== undefined) expect(job['timeout-minutes'], where).toBeLessThanOrEqual(60)
    for (const { file, on, concurrency } of workflows)
      if (on.workflow_call === undefined) expect(concurrency?.group, file).toMatch(/\w/)
  })

  it('leave no token of the repository behind for what they run', () => {
    const checkouts = used.filter(({ uses }) => uses.startsWith('actions/checkout@'))
    expect(checkouts.length).toBeGreaterThan(3)
    for (const { where, step } of checkouts) expect(step.with?.['persist-credentials'], where).toBe(false)
  })

  it("use only GitHub's own actions, by a tag or a commit (npm run pin-actions)", () => {
    for (const { where, uses } of used) expect(uses, where).toMatch(/^actions\/[\w-]+@(?:v\d+|[\da-f]{40})$/)
  })

  it('put nothing from outside into what they run, which someone could write commands into', () => {
    for (const { where, run } of runs) expect(run, where).not.toContain('${{')
    for (const { where, step } of allSteps)
      for (const value of Object.values(step.env ?? {})) expect(value, where).not.toContain('github.event')
  })

  it('call each other with the required inputs', () => {
    for (const { where, job } of allJobs) {
      if (job.uses === undefined) continue
      const called = workflow(basename(job.uses)).on.workflow_call
      const given = [Object.keys(job.with ?? {}), Object.keys(job.secrets ?? {})]
      const known = [called?.inputs ?? {}, called?.secrets ?? {}]
      known.forEach((wanted, index) => {
        for (const name of given[index] ?? []) expect(wanted, where).toHaveProperty(name)
        for (const [name, { required }] of Object.entries(wanted))
          if (required === true) expect(given[index], where).toContain(name)
      })
    }
  })
})

describe('what the workflows run', () => {
  it('exists: scripts of the package, parts of the tests, files, and tools of what is installed', () => {
    const npm = found(/\bnpm run ([\w-]+)/g)
    expect(npm.length).toBeGreaterThan(3)
    for (const [where, script] of npm) expect(scripts, where).toHaveProperty(script)
    const tests = found(/\bnpm test(?: -- (\S+))?/g)
    expect(new Set(tests.map(([, only]) => only))).toEqual(new Set(['unit', 'e2e', 'packed']))
    for (const [where, path] of found(/\bnode ([\w./-]+\.m?[jt]s)/g))
      expect(existsSync(inRoot(path)), where).toBe(true)
    const tools = found(/\bnpx (?:--[\w-]+ )*([\w-]+)/g)
    expect(tools.length).toBeGreaterThan(0)
    const { bin } = JSON.parse(readRoot('node_modules/electron/package.json')) as { bin: object }
    for (const [where, name] of tools) expect(bin, where).toHaveProperty(name)
  })

  it('uses only options and variables that something reads', () => {
    for (const [where, option] of found(/\bnpm run package -- .*?--(\w+)/g))
      expect(readRoot('packaging/pack.mjs'), where).toMatch(new RegExp(`\\b${option}: \\{ type:`))
    const readers = ['packaging/pack.mjs', 'test/e2e/host.ts'].map(readRoot).join('\n')
    const names = [...allJobs.map(({ job }) => job.env), ...allSteps.map(({ step }) => step.env)]
      .flatMap((variables) => Object.keys(variables ?? {}))
      .filter((name) => name.startsWith('SLUICE_'))
    expect(new Set(names).size).toBe(3)
    for (const name of names) expect(readers).toContain(`.${name}`)
  })

  it.skipIf(process.platform === 'win32')('is sound bash, if it is more than one command', () => {
    for (const { run } of runs) execFileSync('bash', ['-n', '-c', run])
  })

  it('asks for bash on Windows, whose own shell reads it differently', () => {
    const isLinuxOnly = ({ job, step }: PlacedStep) =>
      job['runs-on']?.startsWith('ubuntu-') === true ||
      /runner\.os == 'Linux'|inputs\.screen == '(?:x11|wayland)'/.test(step.if ?? '')
    for (const placed of runs)
      if (/[\n$|>&]/.test(placed.run.trim()) && !isLinuxOnly(placed))
        expect(placed.step.shell, placed.where).toBe('bash')
  })

  it('runs the desktop specs on Electron itself: under X11, under Wayland, on Windows and on macOS, each week on the newest', () => {
    for (const file of ['ci.yml', 'weekly.yml']) {
      const places = workflow(file).jobs.desktop?.strategy?.matrix.include ?? []
      expect(
        places.map(({ os, screen }) => `${os?.split('-', 1)[0]} ${screen}`),
        file,
      ).toEqual(['ubuntu x11', 'ubuntu wayland', 'windows own', 'macos own'])
    }
    expect(workflow('weekly.yml').jobs.desktop?.with?.electron).toBe('latest')
    expect(workflow('desktop.yml').jobs.specs?.env?.SLUICE_E2E_HOST).toBe('electron')
  })
})

describe('the packages of the workflows', () => {
  it('are tested by all desktop specs, unpacked on the stand-in and packed on Electron, at each push and each release', () => {
    for (const file of ['ci.yml', 'release.yml'])
      expect(workflow(file).jobs.packages?.uses, file).toBe('./.github/workflows/packages.yml')
    const { unpacked, packed } = workflow('packages.yml').jobs
    expect(unpacked?.steps?.map(({ run }) => run)).toContain('npm test -- packed')
    expect(packed?.steps?.map(({ run }) => run)).toContain('npm test -- e2e')
  })

  const os = { linux: 'linux', darwin: 'mac', win32: 'win' }
  const names = packedSystems.map(({ platform, arch }) => `${os[platform]}-${arch}`)
  const uploaded = workflow('packages.yml').jobs.build?.steps?.find(({ uses }) =>
    uses?.includes('/upload-artifact'),
  )

  it('are built for every system and processor, and attested for each', () => {
    const built = workflow('packages.yml').jobs.build?.strategy?.matrix.include ?? []
    expect(built.map(({ name }) => name)).toEqual(names)
    expect(workflow('release.yml').jobs.attest?.strategy?.matrix.name).toEqual(names)
  })

  it('are kept under the names that electron-builder gives them, with their bills of materials', () => {
    const globs = String(uploaded?.with?.path).trim().split('\n')
    const [kept = '', ...left] = globs
    for (const name of releaseNames('1.2.3')) expect(matchesGlob(`dist/${name}`, kept), name).toBe(true)
    expect(left).toEqual(['!dist/Sluice-*.blockmap'])
    expect(builderConfig({ folder: '/a', output: '/b' })).toMatchObject({ productName: 'Sluice' })
  })

  it('are installed and started by their names', () => {
    const packed = workflow('packages.yml').jobs.packed
    const [, glob = ''] = /(\.\/dist\/\S+\.deb)/.exec(JSON.stringify(packed)) ?? []
    expect(releaseNames('1.2.3').filter((name) => matchesGlob(`dist/debug/${name}`, glob.slice(2)))).toEqual([
      'Sluice-1.2.3-linux-amd64.deb',
    ])
    const { productName, linux } = builderConfig({ folder: '/a', output: '/b' }) as {
      productName: string
      linux: { executableName: string }
    }
    expect(
      packed?.strategy?.matrix.include?.map(({ program = '' }) => program.replace(/^.*unpacked\//, '')),
    ).toEqual([
      `/opt/${productName}/${linux.executableName}`,
      `${productName}.exe`,
      `dist/debug/mac-arm64/${productName}.app/Contents/MacOS/${productName}`,
    ])
  })
})
