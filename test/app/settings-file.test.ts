import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { usualPreferences } from '../../src/contract/preferences.ts'
import { openSettingsFile } from '../../src/app/settings-file.ts'
import { createTestFolder } from '../support/folders.ts'

const profile = {
  id: '6f1c1b0e-8f0e-4b7e-9d59-0a8f2f6f3a11',
  ...{ kind: 'docker' as const, name: 'Local', queue: 'login-queue', endpoint: 'http://localhost:4566' },
  ...{ region: '', awsProfile: '', databaseUrl: 'postgres://me@localhost/db', password: 'secret' },
}

describe('the file of the settings', () => {
  it('is what it was when it was written, and its owner’s alone (B31)', async () => {
    const folder = await createTestFolder()
    const file = openSettingsFile(folder)
    const settings = { ...file.read(), activeId: profile.id, profiles: [profile] }
    file.write(settings)
    expect(openSettingsFile(folder).read()).toEqual(settings)
    expect((await stat(file.path)).mode & 0o777).toBe(0o600)
    await chmod(file.path, 0o644)
    file.write(settings)
    expect((await stat(file.path)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['settings.json'])
    expect(file.notices()).toEqual([])
  })

  it('may be missing', async () => {
    const file = openSettingsFile(join(await createTestFolder(), 'not', 'yet'))
    expect(file.read()).toMatchObject({ activeId: 'embedded', profiles: [], preferences: usualPreferences })
    file.write(file.read())
    expect(JSON.parse(await readFile(file.path, 'utf8'))).toMatchObject({ version: 1 })
  })

  it.each([
    ['no JSON', '{"version": 1,'],
    ['another version', '{"version": 2}'],
    ['a field that nobody knows', '{"version":1,"activeId":"embedded","profiles":[],"extra":1}'],
    [
      'a number out of bounds',
      JSON.stringify({
        ...{ version: 1, activeId: 'embedded', profiles: [] },
        preferences: {
          ...usualPreferences,
          pipeline: { ...usualPreferences.pipeline, writers: 1_000_000 },
        },
      }),
    ],
  ])('with %s is kept aside, word for word, and that is said', async (_what, text) => {
    const folder = await createTestFolder()
    const file = openSettingsFile(folder)
    await writeFile(file.path, text)
    expect(file.read().preferences).toEqual(usualPreferences)
    const [aside, ...others] = await readdir(folder)
    expect(others).toEqual([])
    expect(aside).toMatch(/^settings\.json\.broken-/)
    expect(await readFile(join(folder, aside ?? ''), 'utf8')).toBe(text)
    expect(file.notices()).toEqual([expect.stringContaining(aside ?? '?')])
    expect(file.read().preferences).toEqual(usualPreferences)
  })

  it('that names a connection it does not hold uses the built-in one', async () => {
    const file = openSettingsFile(await createTestFolder())
    file.write({ ...file.read(), activeId: profile.id })
    expect(file.read().activeId).toBe('embedded')
  })
})
