import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { loginBody } from '../support/logins.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send([
    ...Array.from({ length: 3 }, () => loginBody({ ip: 'nowhere' })),
    ...Array.from({ length: 2 }, () => loginBody({ app_version: 'latest' })),
  ])
  await bench.run('run', '--once', '--max-rejected-share', 'off', ...bench.queueFlags, ...bench.databaseFlags)
}, 60_000)
afterAll(() => bench.close())

const erase = (...args: readonly string[]) => bench.run('rejected', 'erase', ...args, ...bench.databaseFlags)
const listed = async () =>
  (await bench.run('rejected', '--json', ...bench.databaseFlags)).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly state: string; readonly messageId: string })
const states = async (): Promise<readonly string[]> => (await listed()).map(({ state }) => state).toSorted()

describe('sluice rejected erase', { timeout: 60_000 }, () => {
  it('demands one clear choice of messages, and asks before it does anything', async () => {
    for (const unclear of [[], ['--all', '--code', 'not-an-ip'], ['m', '--older-than', '3']])
      expect(await erase(...unclear)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('name messages by id, or by --older-than'),
      })
    // Nobody can be asked here.
    expect(await erase('--all')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Give --yes to erase them; nothing was erased.'),
    })
    expect(await erase('--older-than', '0')).toMatchObject({ code: 2 })
    expect(await erase('no-such-message', '--yes')).toMatchObject({ code: 1 })
    expect(await states()).toEqual(Array.from({ length: 5 }, () => 'kept'))
  })

  it('says how many with --dry-run, and erases by cause, by id and all', async () => {
    expect(await erase('--code', 'not-an-ip', '--dry-run')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('The texts of 3 messages and every version made of them'),
    })
    expect(await erase('--code', 'not-an-ip', '--yes')).toMatchObject({
      code: 0,
      stdout: '3 rejected messages erased.\n',
    })
    expect(await states()).toEqual(['erased', 'erased', 'erased', 'kept', 'kept'])
    expect((await erase('--older-than', '1', '--yes', '--json')).stdout).toBe('{"erased":0}\n')
    const kept = (await listed()).find(({ state }) => state === 'kept')
    expect((await erase(kept?.messageId ?? '', '--yes')).stdout).toBe('1 rejected message erased.\n')
    expect((await erase('--all', '--yes', '--json')).stdout).toBe('{"erased":1}\n')
    expect(await erase('--all', '--yes')).toMatchObject({ code: 0, stdout: '0 rejected messages erased.\n' })
  })

  it('leaves a message that can be shown, with its reasons and without its text', async () => {
    const shown = await bench.run('rejected', 'show', '1', ...bench.databaseFlags)
    expect(shown).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('The text of this message was erased'),
    })
    expect(await bench.run('rejected', 'retry', ...bench.databaseFlags)).toMatchObject({ code: 0 })
  })

  it('is done by prune too, for what is older than requested', async () => {
    const prune = (...args: readonly string[]) => bench.run('prune', ...args, ...bench.databaseFlags)
    expect((await prune()).stdout).toBe('0 ledger entries older than 365 days forgotten.\n')
    expect((await prune('--rejected-days', '30')).stdout).toContain(
      '0 rejected messages erased, of those older than 30 days.',
    )
    expect(await prune('--rejected-days', 'soon')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('correct --rejected-days or SLUICE_REJECTED_DAYS'),
    })
  })
})
