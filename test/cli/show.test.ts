import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { loginBody } from '../support/logins.ts'

let bench: CommandBench
let messageId: string
beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send([
    loginBody({ ip: '203.0.113.9', app_version: 'latest' }).replace('"app_version"', "'app_version'"),
  ])
  await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
  const { stdout } = await bench.run('rejected', '--json', ...bench.databaseFlags)
  messageId = (JSON.parse(stdout) as { readonly messageId: string }).messageId
}, 60_000)
afterAll(() => bench.close())

const show = (...args: readonly string[]) => bench.run('rejected', 'show', ...args, ...bench.databaseFlags)
const audit = () => bench.database.query('select what, why from sluice.audit')

describe('sluice rejected show', { timeout: 60_000 }, () => {
  it('N1 shows the covered body with each fault below its place, and what would be right', async () => {
    const { code, stdout, stderr } = await show(messageId)
    expect(code).toBe(0)
    expect(stdout).not.toContain('203.0.113.9')
    expect(stdout).toMatch(/\^{13}\n.*Not JSON: string in single quotes\. Use double quotes\./)
    expect(stdout).toMatch(/\^{8}\n.*app_version is not a version number\. Write a version such as 1\.4\.2/)
    expect(stderr).toContain('--uncover --why')
    expect(await audit()).toEqual([])
  })

  it('N1 gives the same as one JSON object', async () => {
    const { stdout } = await show(messageId, '--json')
    const { reasons } = JSON.parse(stdout) as { readonly reasons: readonly Record<string, unknown>[] }
    expect(reasons.map(({ code }) => code)).toEqual(['not-json', 'not-a-version'])
    for (const reason of reasons)
      expect(reason).toMatchObject({
        range: [expect.any(Number), expect.any(Number)],
        remedy: expect.any(String),
      })
  })

  it('N4 uncovers for a reason, which is kept in the audit, and not without one', async () => {
    for (const args of [
      ['--uncover'],
      ['--why', 'x'],
      ['--uncover', '--why', ' '],
      ['--uncover', '--why', 'x'.repeat(501)],
    ])
      expect(await show(messageId, ...args)).toMatchObject({ code: 2, stdout: '' })
    expect(await audit()).toEqual([])
    const { stdout } = await show(messageId, '--uncover', '--why', 'ticket 12')
    expect(stdout).toContain('203.0.113.9')
    expect(await audit()).toEqual([{ what: 'uncover-rejected', why: 'ticket 12' }])
  })

  it('names an unknown message', async () => {
    expect(await show('nothing-like-this')).toMatchObject({ code: 1, stdout: '' })
  })
})
