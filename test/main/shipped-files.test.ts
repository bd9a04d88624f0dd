import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkShippedFiles, readShippedFiles, type ShippedFiles } from '../../src/main/shipped-files.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

const shipped: ShippedFiles = {
  'out/thread.js': digest('thread'),
  'modules/pg/index.js': digest('pg'),
  'modules/lib.so': '-> lib.so.5',
  'modules/lib.so.5': digest('library'),
}

describe('the files beside the archive of a packed app', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-engine-'))
    await mkdir(join(folder, 'out'))
    await mkdir(join(folder, 'modules/pg'), { recursive: true })
    await writeFile(join(folder, 'out/thread.js'), 'thread')
    await writeFile(join(folder, 'modules/pg/index.js'), 'pg')
    await writeFile(join(folder, 'modules/lib.so.5'), 'library')
    await symlink('lib.so.5', join(folder, 'modules/lib.so'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('pass as they were shipped, including links', async () => {
    await expect(checkShippedFiles(folder, shipped)).resolves.toBeUndefined()
  })

  const at = (name: string): string => join(folder, name)
  it.each<[string, string, () => Promise<unknown>]>([
    ['changed by a byte', 'out/thread.js', () => writeFile(at('out/thread.js'), 'threaD')],
    ['missing', 'modules/pg/index.js', () => rm(at('modules/pg/index.js'))],
    ['added', 'modules/evil.js', () => writeFile(at('modules/evil.js'), '')],
    ['added in a folder of its own', 'a/b.js', () => mkdir(at('a')).then(() => writeFile(at('a/b.js'), ''))],
    [
      'a link in place of a file',
      'out/thread.js',
      () => rm(at('out/thread.js')).then(() => symlink('/etc/hostname', at('out/thread.js'))),
    ],
    [
      'a file in place of a link',
      'modules/lib.so',
      () => rm(at('modules/lib.so')).then(() => writeFile(at('modules/lib.so'), 'library')),
    ],
    [
      'a link that leads elsewhere',
      'modules/lib.so',
      () => rm(at('modules/lib.so')).then(() => symlink('/tmp/lib', at('modules/lib.so'))),
    ],
    ['named after a member of every object', 'constructor', () => writeFile(at('constructor'), '')],
  ])('do not pass where one is %s', async (_name, file, change) => {
    await change()
    await expect(checkShippedFiles(folder, shipped)).rejects.toMatchObject({
      failure: { code: 'installation-altered', details: { file } },
    })
  })
  it('do not pass if their folder is missing, and the failure names the place of a damaged file', async () => {
    const gone = checkShippedFiles(join(folder, 'gone'), shipped, 'app.asar/out/')
    await expect(gone).rejects.toMatchObject({
      failure: { code: 'installation-altered', details: { file: 'app.asar/out/out/thread.js' } },
    })
  })

  it.each([
    ['missing', null],
    ['cut short', '{"out/thread.js": "ab'],
    ['empty', ''],
    ['nothing but zeros', '\0\0\0\0'],
    ['a list of nothing', '{}'],
    ['no list', 'null'],
  ])('do not pass where the list of them is %s', async (_what, text) => {
    if (text !== null) await writeFile(at('list.json'), text)
    await expect(readShippedFiles(at('list.json'), 'app.asar/list.json')).rejects.toMatchObject({
      failure: { code: 'installation-altered', details: { file: 'app.asar/list.json' } },
    })
  })
})
