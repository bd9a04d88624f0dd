import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sampleBodies } from '../../src/app/sample.ts'
import { loginBody } from '../support/logins.ts'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import type { CommandEnd } from '../support/cli.ts'

let bench: CommandBench
beforeEach(async () => {
  bench = await createCommandBench()
})
afterEach(() => bench.close())

const runOnce = (...args: readonly string[]): Promise<CommandEnd> =>
  bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags, ...args)

const countsIn = (end: CommandEnd): Record<string, unknown> =>
  JSON.parse(end.stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>

describe('sluice run --once --json', { timeout: 60_000 }, () => {
  it('loads 99 of 100, rejects one, and ends with one line of JSON; the second time there is nothing new', async () => {
    await bench.queue.send(sampleBodies({ count: 100, malformed: 1, seed: 5 }))
    const first = await runOnce('--json')
    expect(first).toMatchObject({ code: 0 })
    expect(first.stdout.split('\n')).toHaveLength(2)
    expect(Object.keys(countsIn(first))).toEqual([
      ...['runId', 'received', 'loaded', 'duplicates', 'rejected', 'released', 'elapsedMs'],
      ...['outcome', 'failure', 'ignored', 'ignoredOthers', 'cut'],
    ])
    expect(countsIn(first)).toMatchObject({
      runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...{ received: 100, loaded: 99, duplicates: 0, rejected: 1, released: 0 },
      elapsedMs: expect.any(Number),
    })
    const second = await runOnce('--json')
    expect(second.code).toBe(0)
    expect(countsIn(second)).toMatchObject({ received: 0, loaded: 0, rejected: 0 })
    expect(await bench.database.query('select from user_logins')).toHaveLength(99)
  })

  it('refuses a dry run of more messages than one can look at, as wrong usage', async () => {
    expect(await runOnce('--dry-run', '--max', '10001')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('10000 messages at most; give a smaller --max'),
    })
  })

  it('predicts a run with --dry-run, and leaves the queue as it was (N11)', async () => {
    await bench.queue.send(sampleBodies({ count: 40, malformed: 2, seed: 8 }))
    const told = await runOnce('--dry-run', '--json')
    expect(told.code).toBe(0)
    expect(countsIn(told)).toMatchObject({ looked: 40, loaded: 38, rejected: 2, duplicates: 0, sawAll: true })
    const inWords = await runOnce('--dry-run', '--max', '10')
    expect(inWords.stdout).toMatch(
      /^Of 10 messages a run would load \d+, reject \d and find 0 duplicates\.\n/,
    )
    expect(countsIn(await runOnce('--json'))).toMatchObject({ received: 40, loaded: 38, rejected: 2 })
  })

  it('lists in a dry run the names that no field would read, with the share of messages that have them (N11)', async () => {
    const bodies = [...sampleBodies({ count: 4, malformed: 0, seed: 9 })]
    const more = { referrer: 'https://example.org', 'a@b.c': 1 }
    await bench.queue.send([...bodies.slice(1), JSON.stringify({ ...JSON.parse(bodies[0] ?? ''), ...more })])
    const told = await runOnce('--dry-run', '--allow-unknown-fields')
    expect(told.stdout).toContain('Of 4 messages a run would load 4, reject 0 and find 0 duplicates.')
    expect(told.stdout).toMatch(
      /Names that no field reads: referrer \(in 25 % since \d{4}-\d\d-\d\d\), names that cannot be shown \(in 25 %\)\./,
    )
    await runOnce('--allow-unknown-fields')
  })

  it('reports progress in JSON lines on standard error only, and says where the keys are stored', async () => {
    await bench.queue.send([loginBody()])
    const { stderr, stdout } = await runOnce('--json')
    const lines = stderr.split('\n').filter((line) => line.startsWith('{'))
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({
        runId: expect.any(String),
        phase: expect.any(String),
        depth: {},
      })
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ loaded: 1 })
    for (const name of ['mask.key', 'seal.key']) expect(stderr).toContain(join(bench.folder, 'keys', name))
    expect(stdout).not.toContain('phase')
  })

  it('B31 shows no key and no password', async () => {
    await bench.queue.send([loginBody()])
    const { stdout, stderr } = await runOnce('--json')
    const keys = join(bench.folder, 'keys')
    const secrets = await Promise.all((await readdir(keys)).map((name) => readFile(join(keys, name), 'utf8')))
    expect(secrets).toHaveLength(2)
    for (const secret of [...secrets, new URL(bench.database.url).password])
      expect(stdout + stderr).not.toContain(secret.trim())
  })

  it('B19 shows no ip, no device_id and no body, whatever becomes of the message', async () => {
    await bench.queue.send([
      loginBody(),
      loginBody({ app_version: 'x' }),
      '{"203.0.113.77":"593-47-5928"',
      '203.0.113.77',
    ])
    const end = await runOnce()
    expect(end.code).toBe(0)
    for (const args of [
      ['rows'],
      ['rows', '--json'],
      ['rejected'],
      ['rejected', '--json'],
      ['doctor', ...bench.queueFlags],
    ]) {
      const listed = await bench.run(...args, ...bench.databaseFlags)
      expect([args, listed.code]).toEqual([args, 0])
      expect(listed.stdout.length).toBeGreaterThan(10)
      expect(listed.stdout + listed.stderr + end.stdout + end.stderr).not.toMatch(/203\.0\.113|593-47/)
    }
  })

  it('keeps to --max', async () => {
    await bench.queue.send(sampleBodies({ count: 30, malformed: 0, seed: 5 }))
    expect(countsIn(await runOnce('--json', '--max', '12'))).toMatchObject({ received: 12, loaded: 12 })
    expect(await bench.queue.port.depth()).toMatchObject({ visible: 18, inFlight: 0 })
  })

  it('loads messages with unknown fields if that is allowed', async () => {
    await bench.queue.send([loginBody({ extra: 1 }), loginBody({ extra: 1 })])
    expect(countsIn(await runOnce('--json', '--allow-unknown-fields'))).toMatchObject({
      loaded: 2,
      rejected: 0,
    })
  })
})
