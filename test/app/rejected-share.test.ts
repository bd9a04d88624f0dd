import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadSettings } from '../../src/app/config.ts'
import { runRules } from '../../src/app/preferences.ts'
import { usualSettings } from '../../src/app/stored-settings.ts'
import { createTestFolder } from '../support/folders.ts'
import { testSettings } from '../support/settings.ts'

afterEach(() => vi.unstubAllEnvs())

describe('the share of rejected messages that ends a run', () => {
  it.each([
    [{ maxRejectedShare: '70' }, undefined, 70],
    [{ maxRejectedShare: '5%' }, undefined, 5],
    [{ maxRejectedShare: 'off' }, '70', null],
    [{}, 'OFF', null],
    [{}, '100', 100],
    [{}, undefined, undefined],
    [{}, '', undefined],
  ] as const)(
    'A42 reads the share of rejected messages that ends a run: %o, %s',
    (flags, variable, share) => {
      if (variable !== undefined) vi.stubEnv('SLUICE_MAX_REJECTED_SHARE', variable)
      const settings = loadSettings(flags)
      expect(settings).toMatchObject({ ok: true })
      if (settings.ok) expect(settings.value.maxRejectedShare).toBe(share)
    },
  )

  it.each(['0', '101', '-1', '1.5', 'half', '50 %'])('refuses %s as a share', (maxRejectedShare) => {
    expect(loadSettings({ maxRejectedShare })).toMatchObject({
      ok: false,
      failure: { details: { problems: expect.stringContaining('--max-rejected-share') } },
    })
  })

  it('is the given one, otherwise the stored one, which is 50 percent by default', async () => {
    const settings = testSettings(await createTestFolder())
    const stored = (maxRejectedShare: number | null) => ({
      ...usualSettings,
      preferences: {
        ...usualSettings.preferences,
        pipeline: { ...usualSettings.preferences.pipeline, maxRejectedShare },
      },
    })
    expect(runRules(settings, usualSettings).maxRejectedShare).toBe(50)
    expect(runRules(settings, stored(null)).maxRejectedShare).toBeNull()
    expect(runRules({ ...settings, maxRejectedShare: 70 }, stored(null)).maxRejectedShare).toBe(70)
    expect(runRules({ ...settings, maxRejectedShare: null }, stored(20)).maxRejectedShare).toBeNull()
  })
})
