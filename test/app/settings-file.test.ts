import { chmod, mkdir, readdir, readFile, readlink, rename, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { usualPreferences } from '../../src/contract/preferences.ts'
import { openSettingsFile, readStoredSettings } from '../../src/app/settings-file.ts'
import { createTestFolder } from '../support/folders.ts'

const profile = {
  id: '6f1c1b0e-8f0e-4b7e-9d59-0a8f2f6f3a11',
  ...{ kind: 'docker' as const, name: 'Local', queue: 'login-queue', endpoint: 'http://localhost:4566' },
  ...{ region: '', awsProfile: '', databaseUrl: 'postgres://me@localhost/db', password: 'secret' },
}

const stored = { version: 1, activeId: profile.id, profiles: [profile], preferences: usualPreferences }

describe('the settings file', () => {
  it('reads back as it was written, and is private to its owner (B31)', async () => {
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
    ['no version', '{"activeId":"embedded","profiles":[]}'],
    ['a version that never was', '{"version": 0}'],
    ['a profile without an address', JSON.stringify({ ...stored, profiles: [{ id: profile.id }] })],
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

  it('that names a connection it does not contain uses the built-in one', async () => {
    const file = openSettingsFile(await createTestFolder())
    file.write({ ...file.read(), activeId: profile.id })
    expect(file.read().activeId).toBe('embedded')
  })
})

const fileWith = async (value: unknown) => {
  const folder = await createTestFolder()
  const file = openSettingsFile(folder)
  const text = JSON.stringify(value)
  await writeFile(file.path, text)
  return { folder, file, text, now: async () => JSON.parse(await readFile(file.path, 'utf8')) as unknown }
}

describe('a settings file that cannot be used', () => {
  it('is refused for writing while it is a folder, so that nothing is lost', async () => {
    const folder = await createTestFolder()
    const file = openSettingsFile(folder)
    await mkdir(file.path)
    expect(file.read()).toMatchObject({ activeId: 'embedded' })
    expect(() => file.write(file.read())).toThrow(/cannot be read \(EISDIR\)/)
    expect(file.notices()).toEqual([expect.stringContaining('cannot be read')])
  })

  it('is refused for writing while it cannot be read, and accepted again once it can', async () => {
    const folder = await createTestFolder()
    const file = openSettingsFile(folder)
    // A link to itself exists and cannot be read by anybody, root included.
    await symlink(file.path, file.path)
    expect(() => file.write(file.read())).toThrow(/cannot be read/)
    expect(await readlink(file.path)).toBe(file.path)
    const sound = await fileWith(stored)
    await rename(sound.file.path, file.path)
    expect(file.read().profiles).toEqual([profile])
    expect(file.notices()).toEqual([])
  })

  it('is refused for writing if it is broken and cannot be set aside', async () => {
    // The file's own path is as long as a path can be, so it cannot be given a longer name.
    const root = await createTestFolder()
    const wanted = 4_095 - '/settings.json'.length
    let folder = root
    while (folder.length < wanted) folder += `/${'x'.repeat(Math.min(200, wanted - folder.length - 1))}`
    await mkdir(folder, { recursive: true })
    const file = openSettingsFile(folder)
    await writeFile(file.path, 'secrets {')
    expect(file.read()).toMatchObject({ activeId: 'embedded' })
    expect(() => file.write(file.read())).toThrow(/are broken/)
    expect(await readFile(file.path, 'utf8')).toBe('secrets {')
  })

  it('because a newer Sluice wrote it stays where and as it is, which is reported', async () => {
    const { folder, file, text } = await fileWith({ ...stored, version: 2 })
    expect(file.read()).toMatchObject({ activeId: 'embedded', profiles: [] })
    expect(() => file.write(file.read())).toThrow(/made by a newer Sluice/)
    expect(file.notices()).toEqual([expect.stringContaining('made by a newer Sluice')])
    expect(await readdir(folder)).toEqual(['settings.json'])
    expect(await readFile(file.path, 'utf8')).toBe(text)
  })
})

describe('fields of another version', () => {
  it('that are missing have their defaults', async () => {
    const { file } = await fileWith({ ...stored, preferences: { pipeline: { writers: 2 } } })
    expect(file.read()).toEqual({
      ...stored,
      preferences: { ...usualPreferences, pipeline: { ...usualPreferences.pipeline, writers: 2 } },
    })
    const { file: without } = await fileWith({ version: 1, activeId: 'embedded', profiles: [] })
    expect(without.read().preferences).toEqual(usualPreferences)
    expect([...file.notices(), ...without.notices()]).toEqual([])
  })

  it('that are unknown are shown to nobody, and preserved when something else is saved', async () => {
    const { pipeline, notifications, updates } = usualPreferences
    const later = {
      ...{ ...stored, theme: 'night' },
      profiles: [{ ...profile, colour: 'red' }],
      preferences: {
        pipeline: { ...pipeline, warp: 9 },
        notifications: { ...notifications, sound: 'bell' },
        updates: { ...updates, channel: 'night' },
        sync: { every: 5 },
      },
    }
    const { file, now } = await fileWith(later)
    expect(file.read()).toEqual(stored)
    const preferences = { ...usualPreferences, pipeline: { ...pipeline, writers: 3 } }
    file.write({ ...file.read(), preferences })
    expect(await now()).toEqual({
      ...later,
      preferences: { ...later.preferences, pipeline: { ...pipeline, writers: 3, warp: 9 } },
    })
    file.write({ ...file.read(), profiles: [] })
    expect(await now()).toMatchObject({ theme: 'night', profiles: [] })
  })
})

describe('settings read without a window', () => {
  it('are the defaults if nothing was ever stored', async () => {
    expect(readStoredSettings(await createTestFolder())).toMatchObject({ activeId: 'embedded' })
  })

  it('are refused if the file is broken, which stays where it is for the next try', async () => {
    const { folder } = await fileWith('broken')
    for (const _try of [1, 2]) expect(() => readStoredSettings(folder)).toThrow(/settings\.json are broken/)
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  it('are refused if the app has set the broken file aside, until something is chosen again', async () => {
    const { folder, file } = await fileWith('broken')
    const settings = file.read()
    expect(() => readStoredSettings(folder)).toThrow(/settings\.json\.broken-.* are broken/)
    file.write(settings)
    expect(readStoredSettings(folder)).toEqual(settings)
  })

  it('are refused if a newer Sluice wrote them', async () => {
    const { folder } = await fileWith({ ...stored, version: 2 })
    expect(() => readStoredSettings(folder)).toThrow(/newer Sluice/)
  })
})
