import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { loginBody } from '../support/logins.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send([
    loginBody({ user_id: 'good' }),
    loginBody({ user_id: 'bad', ip: 'nowhere' }),
    loginBody({ user_id: 'first', ip: 'nowhere' }),
  ])
  await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
}, 60_000)
afterAll(() => bench.close())

const trace = (...args: readonly string[]) => bench.run('trace', ...args, ...bench.databaseFlags)

const idOf = async (table: string, column: string): Promise<string> => {
  const [row] = await bench.database.query<{ id: string }>(
    `select ${column} as id from ${table} order by 1 limit 1`,
  )
  return row?.id ?? ''
}

describe('sluice trace', { timeout: 60_000 }, () => {
  it('N10: leads from a message to its row and to its run', async () => {
    const id = await idOf('sluice.loaded', 'message_id')
    const run = await idOf('sluice.runs', 'run_id::text')
    const { code, stdout } = await trace(id)
    expect(code).toBe(0)
    expect(stdout).toMatch(
      new RegExp(`^Loaded as row 1, \\d{4}-\\S+Z\\n {2}message ${id}\\n {2}run ${run}\\n$`),
    )
    expect(JSON.parse((await trace(id, '--json')).stdout)).toMatchObject({
      rows: [{ rowId: '1', messageId: id, runId: run }],
      rejections: [],
    })
  })

  it('N10: says why a message was rejected and its current state, and nothing of its content', async () => {
    const id = await idOf('sluice.rejected', 'message_id')
    const { code, stdout } = await trace(id)
    expect(code).toBe(0)
    expect(stdout).toContain(`message ${id}`)
    expect(stdout).toContain('ip is not an IPv4 or IPv6 address')
    expect(stdout).toMatch(/ {2}now: kept\n$/)
    expect(stdout).not.toContain('mended')
    expect(stdout).not.toContain('nowhere')
  })

  it('N10: shows both of one origin: the rejected message, and the corrected one that was loaded', async () => {
    const origin = await idOf('sluice.rejected', 'origin_id')
    await bench.queue.send([{ body: loginBody({ user_id: 'mended' }), originId: origin }])
    await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
    const { stdout } = await trace(origin)
    expect(stdout).toMatch(/^Loaded as row \d+, /)
    expect(stdout).toContain(`, origin ${origin}\n`)
    expect(stdout).toContain('Rejected as number ')
  })

  it('says with code 1 that nothing is known, whatever the id', async () => {
    for (const name of ['nobody', "x'; drop table user_logins; --", '\u202eabc'])
      expect(await trace(name)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Nothing is known of '),
      })
    expect(await trace('')).toMatchObject({ code: 2 })
  })
})
