import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { renameAgain, tryWhileHeld, tryWhileHeldNow } from '../../src/system/rename-again.ts'

/** Refuses this many times with a code of the system, then succeeds. */
const refusing = (times: number, code: string) => {
  let left = times
  return vi.fn(() => {
    if (left-- > 0) throw Object.assign(new Error(code), { code })
    return 'done'
  })
}

const ways = {
  tryWhileHeld: (action: () => string, tries: object) => tryWhileHeld(async () => action(), tries),
  tryWhileHeldNow: async (action: () => string, tries: object) => tryWhileHeldNow(action, tries),
}

describe.each(Object.entries(ways))('a file that another program holds on Windows (%s)', (_name, attempt) => {
  const platform = 'win32'

  it.each(['EPERM', 'EACCES', 'EBUSY'])('is retried while the system says %s', async (code) => {
    const action = refusing(3, code)
    expect(await attempt(action, { platform })).toBe('done')
    expect(action).toHaveBeenCalledTimes(4)
  })

  it('is given up in the end, with what the system said', async () => {
    await expect(attempt(refusing(1_000, 'EBUSY'), { platform, limit: 150 })).rejects.toMatchObject({
      code: 'EBUSY',
    })
  })

  it('is tried once if the system says anything else, or is a different one', async () => {
    for (const [code, where] of [
      ['ENOENT', 'win32'],
      ['ENOSPC', 'win32'],
      ['EPERM', 'linux'],
      ['EACCES', 'darwin'],
    ]) {
      const action = refusing(1, String(code))
      await expect(attempt(action, { platform: where })).rejects.toMatchObject({ code })
      expect(action).toHaveBeenCalledOnce()
    }
  })
})

describe('a file that nobody holds', () => {
  it('is renamed, and a missing one is reported', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-rename-'))
    try {
      writeFileSync(join(folder, 'a'), 'text')
      await renameAgain(join(folder, 'a'), join(folder, 'b'))
      expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('text')
      await expect(renameAgain(join(folder, 'a'), join(folder, 'c'))).rejects.toMatchObject({
        code: 'ENOENT',
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
