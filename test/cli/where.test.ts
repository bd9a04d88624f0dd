import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { loginBody } from '../support/logins.ts'

let bench: CommandBench
beforeEach(async () => {
  bench = await createCommandBench()
})
afterEach(() => bench.close())

describe('sluice run', { timeout: 60_000 }, () => {
  it('does not drain a queue of one’s own into a database that nobody has named, and ends with code 2', async () => {
    await bench.queue.send([loginBody()])
    const { code, stdout, stderr } = await bench.run('run', '--once', ...bench.queueFlags)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(bench.queue.name)
    expect(stderr).toContain('--database built-in')
    expect(await bench.queue.port.depth()).toMatchObject({ visible: 1 })
  })

  it('says where it drains from and loads into, in words and in its JSON lines', async () => {
    await bench.queue.send([loginBody()])
    const { code, stderr } = await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
    expect(code).toBe(0)
    const { host, pathname } = new URL(bench.database.url)
    const [queue, database] = [
      `${bench.queue.name} at ${bench.queue.endpoint}`,
      `${pathname.slice(1)} at ${host}`,
    ]
    expect(stderr).toContain(`From queue ${queue} into database ${database}.`)
    const [line = '{}'] = stderr.split('\n').filter((text) => text.startsWith('{'))
    expect(JSON.parse(line)).toMatchObject({
      queue: { name: bench.queue.name, endpoint: bench.queue.endpoint },
      database: { name: pathname.slice(1), address: host },
    })
  })
})
