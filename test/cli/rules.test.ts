import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { loginBody } from '../support/logins.ts'
import { noTerminal, onTerminal } from '../support/on-terminal.ts'
import { loginsHash } from '../support/repair-bench.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send(
    Array.from({ length: 12 }, (_, n) => loginBody({ user_id: undefined, userId: `u-${n}` })),
  )
  await bench.run('run', '--once', '--max-rejected-share', 'off', ...bench.queueFlags, ...bench.databaseFlags)
}, 60_000)
afterAll(() => bench.close())

const rule = (name: string) => ({
  ...{ name, definition: loginsHash },
  steps: [{ do: 'rename', at: '/userId', to: 'user_id' }],
})

const ruleFile = async (name: string): Promise<string> => {
  const path = join(bench.folder, `${name}.repair.json`)
  await writeFile(path, JSON.stringify(rule(name), null, 2))
  return path
}

const rules = (...args: readonly string[]) => bench.run('rules', ...args, ...bench.databaseFlags)
const fix = (...args: readonly string[]) => bench.run('rejected', 'fix', ...args, ...bench.databaseFlags)

describe('sluice rules', { timeout: 60_000 }, () => {
  it('says if there are none, and then what each does and what is known of it', async () => {
    expect(await rules()).toMatchObject({ code: 0, stdout: 'No rules are kept.\n' })
    await fix('--rule', await ruleFile('former'), '--dry-run')
    expect(await rules()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^former {2}[0-9a-f]{16}\n {2}renames \/userId to user_id\n {2}from a file \S+Z, previewed \S+Z, never applied\n$/,
      ),
    })
    expect(JSON.parse((await rules('--json')).stdout)).toMatchObject({
      ...{ name: 'former', origin: 'file', why: null, words: 'renames /userId to user_id' },
    })
  })

  it('prints the file of a rule, by name and by hash, which another installation can use', async () => {
    const { stdout } = await rules('show', 'former')
    expect(JSON.parse(stdout)).toEqual(rule('former'))
    const { hash } = JSON.parse((await rules('--json')).stdout) as { readonly hash: string }
    expect((await rules('show', hash)).stdout).toBe(stdout)
    expect(await rules('show', 'nobody')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no rule nobody'),
    })
  })

  it('N2: a kept rule is applied by its name', async () => {
    expect(await fix('--rule', 'former', '--dry-run')).toMatchObject({
      code: 0,
      stdout: '12 of 12 would pass.\n',
    })
    expect(await fix('--rule', 'nobody', '--dry-run')).toMatchObject({ code: 1 })
  })

  it('deletes a rule, whose name stays in the history', async () => {
    expect(await rules('delete', 'former')).toMatchObject({
      code: 0,
      stderr: 'The rule former is deleted. What it has done stays in the history.\n',
    })
    expect((await rules()).stdout).toBe('No rules are kept.\n')
    expect(await rules('delete', 'former')).toMatchObject({ code: 1 })
    expect(await fix('--rule', 'former', '--dry-run')).toMatchObject({ code: 1 })
  })
})

describe('sluice rejected retry --dry-run', { timeout: 60_000 }, () => {
  const retry = (...args: readonly string[]) =>
    bench.run('rejected', 'retry', ...args, ...bench.databaseFlags)

  it('says how many would be loaded, and loads none', async () => {
    expect(await retry('--dry-run')).toMatchObject({ code: 0, stdout: 'None of 12 would pass now.\n' })
    expect(await retry('--dry-run', '--reason', 'not-json')).toMatchObject({
      stdout: 'Nothing to try again.\n',
    })
    expect(JSON.parse((await retry('--dry-run', '--json')).stdout)).toEqual({ looked: 12, wouldPass: 0 })
    expect(await bench.database.query(`select 1 from sluice.runs where kind = 'retry'`)).toEqual([])
  })
})

describe.skipIf(noTerminal !== null)(
  `sluice rejected fix --apply on a terminal${noTerminal === null ? '' : ` (${noTerminal})`}`,
  { timeout: 60_000 },
  () => {
    const apply = async (name: string, answer: string) =>
      onTerminal(
        ['rejected', 'fix', '--rule', await ruleFile(name), '--apply', ...bench.databaseFlags],
        bench.environment,
        { question: 'Send them? [y/N] ', answer },
      )

    it.each(['n\r', '\r', 'maybe\r'])('sends nothing if the answer is %j', async (answer) => {
      const { code, seen } = await apply(`asked-${answer.length}`, answer)
      expect(seen).toContain('12 of 12 would pass.')
      expect(code).toBe(0)
      expect(await bench.database.query('select 1 from sluice.repairs')).toEqual([])
    })

    it('sends nothing if the answer is Ctrl+C, and its exit code says so', async () => {
      expect((await apply('broken-off', '\u0003')).code).toBe(130)
      expect(await bench.database.query('select 1 from sluice.repairs')).toEqual([])
    })

    it('sends them if the answer is yes', async () => {
      const { code, seen } = await apply('confirmed', 'y\r')
      expect(seen).toContain('12 sent: 12 loaded.')
      expect(code).toBe(0)
    })
  },
)

describe('sluice rules enable', { timeout: 60_000 }, () => {
  it('N2: makes a rule mend what a run rejects, once someone has previewed it, and disable ends that', async () => {
    await fix('--rule', await ruleFile('at-once'), '--apply')
    expect(await rules('enable', 'at-once')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Preview it first'),
    })
    await fix('--rule', 'at-once', '--dry-run')
    expect(await rules('enable', 'at-once')).toMatchObject({
      code: 0,
      stderr: 'The rule at-once is on: from the next run on it mends what runs reject.\n',
    })
    expect((await rules()).stdout).toMatch(/\n {2}on since \S+Z: mends what runs reject\n/)
    await bench.queue.send([loginBody({ user_id: undefined, userId: 'one-more' })])
    const run = await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
    expect(run).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Mended by the rule at-once and loaded: 1 of 1 rejected messages.\n'),
    })
    expect(await rules('disable', 'at-once')).toMatchObject({
      code: 0,
      stderr: 'The rule at-once is off: it mends only what it is applied to.\n',
    })
    expect((await rules()).stdout).not.toContain('on since')
  })
})
