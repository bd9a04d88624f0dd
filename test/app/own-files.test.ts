import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDataFolder, makeDataFolder } from '../../src/app/data-folder.ts'
import { loadKeyRing, loadSecret } from '../../src/app/key-ring.ts'
import { openSettingsFile, readStoredSettings } from '../../src/app/settings-file.ts'
import { describeFailure, FailureError, type Failure } from '../../src/contract/failure.ts'
import { readNamedFile } from '../../src/system/own-path.ts'
import { namelessUid } from '../support/accounts.ts'
import { createTestFolder } from '../support/folders.ts'
import { testSettings } from '../support/settings.ts'

const isRoot = process.geteuid?.() === 0

/** A name in which every part means something to a shell. */
const oddName = `we$(touch x)ird \`touch y\` "q' d`

/** A data folder as a first start leaves it, with a file for everything that is opened. */
const makeFolder = async (): Promise<string> => {
  const folder = join(await createTestFolder(), oddName)
  loadKeyRing({ ...testSettings(folder), keys: { mask: null, seal: null } })
  loadSecret(folder, 'queue.secret')
  for (const name of ['queue', 'exports']) mkdirSync(join(folder, name), { mode: 0o700 })
  for (const name of ['owner', 'queue-endpoint', 'lock.sqlite', 'queue/fauxqs.db', 'queue/fauxqs.db-wal'])
    writeFileSync(join(folder, name), '', { mode: 0o600 })
  openSettingsFile(folder).write(openSettingsFile(folder).read())
  return folder
}

/** Opens everything that Sluice opens in this folder, and returns the first failure. */
const problemOf = (folder: string): Failure | null => {
  try {
    makeDataFolder(folder)
    readStoredSettings(folder)
    loadKeyRing({ ...testSettings(folder), keys: { mask: null, seal: null } })
    return null
  } catch (error) {
    if (error instanceof FailureError) return error.failure
    throw error
  }
}

interface Case {
  readonly what: string
  readonly spoil: (path: string) => void
  /** The failure for this kind of path here; null if there is none. */
  readonly fault: (kind: 'folder' | 'file' | 'secret') => string | null
  readonly needsRoot?: boolean
}

const outside = (path: string) => `${path}.outside`

const cases: readonly Case[] = [
  {
    what: 'a link to something that is right in itself',
    spoil: (path) => {
      execFileSync('mv', [path, outside(path)])
      symlinkSync(outside(path), path)
    },
    fault: () => 'link',
  },
  {
    what: 'a FIFO, for which one would wait for ever',
    spoil: (path) => {
      rmSync(path, { recursive: true })
      execFileSync('mkfifo', ['-m', '600', path])
    },
    fault: () => 'kind',
  },
  {
    what: 'somebody else’s',
    spoil: (path) => chownSync(path, namelessUid, namelessUid),
    fault: () => 'owner',
    needsRoot: true,
  },
  { what: 'writable by its group', spoil: (path) => chmodSync(path, 0o770), fault: () => 'writable' },
  { what: 'writable by everybody', spoil: (path) => chmodSync(path, 0o777), fault: () => 'writable' },
  {
    what: 'readable by everybody',
    spoil: (path) => chmodSync(path, 0o744),
    fault: (kind) => (kind === 'file' ? null : 'readable'),
  },
  {
    what: 'readable by its group',
    spoil: (path) => chmodSync(path, 0o740),
    fault: (kind) => (kind === 'file' ? null : 'readable'),
  },
]

const paths = [
  ['keys', 'folder'],
  ['keys/mask.key', 'secret'],
  ['keys/seal.key', 'secret'],
  ['keys/queue.secret', 'secret'],
  ['queue', 'folder'],
  ['queue/fauxqs.db', 'file'],
  ['queue/fauxqs.db-wal', 'file'],
  ['exports', 'folder'],
  ['owner', 'file'],
  ['queue-endpoint', 'file'],
  ['lock.sqlite', 'file'],
  ['settings.json', 'file'],
] as const

describe.skipIf(process.platform === 'win32')('what is opened in the data folder (B34)', () => {
  describe.each(paths)('%s', (name, kind) => {
    it.for(cases)(
      'is looked at where it is $what, and the command that is given mends it',
      async (one, { skip }) => {
        skip(one.needsRoot === true && !isRoot, 'only root can give a file away')
        const folder = await makeFolder()
        const path = join(folder, name)
        one.spoil(path)
        const fault = one.fault(kind)
        const found = problemOf(folder)
        if (fault === null) return expect(found).toBeNull()
        // For the settings, anything but a file is reported in other words.
        if (name === 'settings.json' && fault === 'kind')
          return expect(found).toMatchObject({ code: 'settings-unreadable' })
        expect(found).toMatchObject({ code: 'path-unsafe', details: { path, fault } })
        const { sentence, advice } = describeFailure(found as Failure)
        expect(sentence).toContain(path)
        expect(advice).toContain(found?.details.command)

        const before = existsSync(outside(path)) ? lstatSync(outside(path)).mode : null
        execFileSync('sh', ['-c', found?.details.command ?? ''], { cwd: folder })
        expect(problemOf(folder)).toBeNull()
        for (const harm of ['x', 'y']) expect(existsSync(join(folder, harm))).toBe(false)
        if (before !== null) expect(lstatSync(outside(path)).mode).toBe(before)
      },
    )
  })

  it.for(cases.filter(({ fault }) => fault('file') !== null && fault('file') !== 'kind'))(
    'refuses the folder itself where it is $what',
    async (one, { skip }) => {
      skip(one.needsRoot === true && !isRoot, 'only root can give a folder away')
      const folder = await makeFolder()
      one.spoil(folder)
      const found = problemOf(folder)
      expect(found).toMatchObject({
        code: 'path-unsafe',
        details: { path: folder, fault: one.fault('folder') },
      })
      const print = execFileSync('sh', ['-c', `${found?.details.command}; printf %s "\${SLUICE_DATA_DIR-}"`])
      expect(problemOf(print.toString() || folder)).toBeNull()
    },
  )

  it('leaves alone what others store beside it, as Electron does on macOS', async () => {
    const folder = await makeFolder()
    symlinkSync('/nowhere', join(folder, 'SingletonLock'))
    execFileSync('mkfifo', [join(folder, 'SingletonSocket')])
    expect(problemOf(folder)).toBeNull()
  })

  it('does not exist at the first start, which is fine', async () => {
    const folder = join(await createTestFolder(), 'none')
    expect(() => checkDataFolder(folder)).not.toThrow()
    expect(existsSync(folder)).toBe(false)
  })
})

describe.skipIf(process.platform === 'win32')('a file that a person names (B34)', () => {
  it('may be a link and someone else’s, as secrets in a cluster are', async () => {
    const folder = await createTestFolder()
    writeFileSync(join(folder, 'real'), 'text')
    symlinkSync('real', join(folder, 'link'))
    expect(readNamedFile(join(folder, 'link'))).toBe('text')
  })

  it('is refused at once if it is a FIFO, a folder or a device', async () => {
    const folder = await createTestFolder()
    const fifo = join(folder, 'fifo')
    execFileSync('mkfifo', [fifo])
    for (const path of [fifo, folder, '/dev/zero'])
      expect(() => readNamedFile(path)).toThrow(expect.objectContaining({ code: 'EINVAL' }))
  })
})

describe('the keys (B34)', () => {
  const settings = (mask: number, seal: number) => ({
    ...testSettings('/nowhere'),
    keys: { mask: new Uint8Array(32).fill(mask), seal: new Uint8Array(32).fill(seal) },
  })
  const codeOf = (action: () => unknown): string => {
    try {
      action()
      return 'none'
    } catch (error) {
      return error instanceof FailureError ? error.failure.code : String(error)
    }
  }

  it('are refused if they are all zeros, or one key for both purposes', () => {
    expect(codeOf(() => loadKeyRing(settings(0, 2)))).toBe('key-zero')
    expect(codeOf(() => loadKeyRing(settings(1, 0)))).toBe('key-zero')
    expect(codeOf(() => loadKeyRing(settings(3, 3)))).toBe('keys-equal')
    expect(codeOf(() => loadKeyRing(settings(1, 2)))).toBe('none')
  })

  it('are refused if one is given and the other, stored, is the same', async () => {
    const folder = await createTestFolder()
    const kept = { ...testSettings(folder), keys: { mask: null, seal: null } }
    const { seal } = loadKeyRing(kept)
    expect(codeOf(() => loadKeyRing({ ...kept, keys: { mask: seal.bytes, seal: null } }))).toBe('keys-equal')
    writeFileSync(join(folder, 'keys/mask.key'), readFileSync(join(folder, 'keys/seal.key')))
    expect(codeOf(() => loadKeyRing(kept))).toBe('keys-equal')
    writeFileSync(join(folder, 'keys/mask.key'), Buffer.alloc(32).toString('base64'))
    expect(codeOf(() => loadKeyRing(kept))).toBe('key-zero')
  })
})
