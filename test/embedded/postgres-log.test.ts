import { linkSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepLogShort, openLog } from '../../src/embedded/postgres-log.ts'
import { createTestFolder } from '../support/folders.ts'

describe('the log of the built-in PostgreSQL', () => {
  it('is cut while the server runs, and its content is kept once', async () => {
    const folder = await createTestFolder()
    const log = join(folder, 'postgresql.log')
    writeFileSync(log, 'x'.repeat(2_000))
    const stop = keepLogShort(log, 1_000, 20)
    await expect.poll(() => statSync(log).size).toBe(0)
    expect(statSync(`${log}.former`).size).toBe(2_000)
    stop()
  })

  it('is set aside at a start if it has become long', async () => {
    const log = join(await createTestFolder(), 'postgresql.log')
    writeFileSync(log, 'x'.repeat(5 * 1024 * 1024), { mode: 0o600 })
    await (await openLog(log)).close()
    expect([statSync(log).size, statSync(`${log}.former`).size]).toEqual([0, 5 * 1024 * 1024])
  })

  it.skipIf(process.platform === 'win32')('is never written through a link in its place (B34)', async () => {
    const folder = await createTestFolder()
    const target = join(folder, 'target')
    writeFileSync(target, 'as it was', { mode: 0o600 })
    for (const link of [symlinkSync, linkSync]) {
      const log = join(folder, `${link.name}.log`)
      link(target, log)
      const opened = await openLog(log)
      await opened.write('said by the server')
      await opened.close()
      expect(readFileSync(target, 'utf8')).toBe('as it was')
      expect(readFileSync(log, 'utf8')).toBe('said by the server')
    }
  })
})
