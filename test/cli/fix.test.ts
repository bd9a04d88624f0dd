import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { loginBody } from '../support/logins.ts'
import { loginsHash } from '../support/repair-bench.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send([
    ...Array.from({ length: 12 }, (_, n) => loginBody({ user_id: undefined, userId: `u-${n}` })),
    loginBody({ user_id: undefined, userId: 'x', ip: 'nowhere' }),
    loginBody({ app_version: 'latest' }),
  ])
  await bench.run('run', '--once', '--max-rejected-share', 'off', ...bench.queueFlags, ...bench.databaseFlags)
}, 60_000)
afterAll(() => bench.close())

const ruleFile = async (name: string, steps: readonly object[], more: object = {}): Promise<string> => {
  const path = join(bench.folder, `${name}.repair.json`)
  await writeFile(path, JSON.stringify({ name, definition: loginsHash, steps, ...more }, null, 2))
  return path
}

const fix = (...args: readonly string[]) => bench.run('rejected', 'fix', ...args, ...bench.databaseFlags)

const rename = [{ do: 'rename', at: '/userId', to: 'user_id' }]

describe('sluice rejected fix', { timeout: 60_000 }, () => {
  it('says where in the file each mistake is, and changes nothing', async () => {
    const path = await ruleFile('wrong', [{ do: 'rename', at: '/ip', to: 'locale' }, { do: 'renam' }])
    expect(await fix('--rule', path, '--dry-run')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^wrong\.repair\.json:\d+:\d+ steps\[1\]\.do: "renam" is not one of /m),
    })
    const unmasking = await ruleFile('unmask', [{ do: 'rename', at: '/ip', to: 'locale' }])
    expect(await fix('--rule', unmasking, '--apply', '--yes')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('would carry the value of "ip", which is masked, to where it is not'),
    })
    const foreign = await ruleFile('foreign', rename, { definition: '0123456789abcdef' })
    expect(await fix('--rule', foreign, '--dry-run')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('made for the definition "0123456789abcdef"'),
    })
    expect(await fix('--rule', join(bench.folder, 'absent.repair.json'), '--dry-run')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('absent.repair.json: cannot be read (ENOENT)'),
    })
  })

  it('demands a choice between a preview and doing it', async () => {
    const path = await ruleFile('renamed', rename)
    for (const flags of [[], ['--dry-run', '--apply']])
      expect(await fix('--rule', path, ...flags)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('give either --dry-run or --apply'),
      })
  })

  it('does nothing by a rule that nobody has previewed here, unless it is told to', async () => {
    const path = await ruleFile('renamed', rename)
    expect(await fix('--rule', path, '--apply')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('See it with sluice rejected fix --dry-run first, or give --yes.'),
    })
  })

  it('shows what the rule would do, and then does it', async () => {
    const path = await ruleFile('renamed', rename)
    expect(await fix('--rule', path, '--dry-run')).toMatchObject({
      code: 0,
      stdout: [
        '12 of 14 would pass.',
        'It changes nothing in 1 message, which is not sent.',
        '1 would be rejected again:',
        '  1  ip is not an IPv4 or IPv6 address',
        '',
      ].join('\n'),
      stderr: expect.stringContaining('The rule renamed renames /userId to user_id.'),
    })
    const { code, stdout } = await fix('--rule', path, '--apply', '--json', '--failures', '100')
    const [run] = await bench.database.query<{ rule: string }>(
      `select settings ->> 'rule' as rule from sluice.runs where kind = 'retry'`,
    )
    expect(run?.rule).toMatch(/^renamed [0-9a-f]{16}$/)
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
      ...{ code: 0, rule: 'renamed', meant: 14, sent: 13, loaded: 12, rejectedAgain: 1, end: 'done' },
    })
  })

  it('stops a wrong rule after one message, and its exit code says so', async () => {
    const path = await ruleFile('worse', [{ do: 'set', at: '/app_version', value: 'newest' }])
    expect(await fix('--rule', path, '--apply', '--yes', '--code', 'not-a-version')).toMatchObject({
      code: 3,
      stdout:
        '1 sent: 1 rejected again.\nStopped at stage 1: of 1 sent, 1 were rejected again. All others are as they were.\n',
    })
  })

  it('is limited to a group, a reason or a run on request', async () => {
    const path = await ruleFile('any', [{ do: 'drop', at: '/nothing' }])
    const meant = async (...flags: readonly string[]) =>
      (JSON.parse((await fix('--rule', path, '--dry-run', '--json', ...flags)).stdout) as { meant: number })
        .meant
    expect(await meant()).toBe(2)
    expect(await meant('--code', 'not-an-ip')).toBe(1)
    expect(await meant('--cause', 'not-a-version /app_version')).toBe(1)
    expect(await meant('--cause', 'missing-field /user_id\\nnot-an-ip /ip\\nunknown-field /userId')).toBe(1)
    expect(await meant('--run', '00000000-0000-4000-8000-000000000000')).toBe(0)
    expect(await fix('--rule', path, '--dry-run', '--run', 'x')).toMatchObject({ code: 2 })
  })

  it('N4: has a history of each message, with author, time and outcome', async () => {
    const { stdout: list } = await bench.run('rejected', '--json', ...bench.databaseFlags)
    const messages = list
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { messageId: string; id: string; state: string })
    const history = (id: string, ...flags: readonly string[]) =>
      bench.run('rejected', 'history', id, ...flags, ...bench.databaseFlags)
    const done = messages.find(({ state }) => state === 'loaded')
    expect(await history(done?.messageId ?? '')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^ {2}0 {2}\S+Z {2}as it came: rejected\n[^]*^ {2}1 {2}\S+Z {2}by rule renamed, \S+: loaded \S+Z$/m,
      ),
    })
    expect(JSON.parse((await history(done?.id ?? '', '--json')).stdout)).toMatchObject({
      ...{ state: 'loaded', versions: [{ version: 1, base: 0, rule: 'renamed', outcome: 'loaded' }] },
    })
    const [kept] = messages.filter(({ state }) => state === 'kept')
    expect((await history(kept?.id ?? '')).stdout).toContain(': rejected again ')
    expect(await history('nobody')).toMatchObject({ code: 1 })
  })

  it('prints the rule that one edit suggests, and none if a masked value was typed', async () => {
    const { stdout: list } = await bench.run('rejected', '--json', ...bench.databaseFlags)
    const kept = list
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { messageId: string; state: string; reasons: { code: string }[] })
      .filter(({ state }) => state === 'kept')
    const idOf = (code: string) =>
      kept.find(({ reasons }) => reasons.some((reason) => reason.code === code))?.messageId ?? ''
    const edited = join(bench.folder, 'edited.json')
    const propose = (id: string) =>
      bench.run('rejected', 'propose', id, '--edited', edited, '--name', 'mine', ...bench.databaseFlags)
    await writeFile(edited, loginBody({ app_version: '0.1' }))
    const { code, stdout, stderr } = await propose(idOf('not-a-version'))
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'The rule mine sets /app_version to "0.1".\n' })
    expect(JSON.parse(stdout)).toEqual({
      ...{ name: 'mine', definition: loginsHash },
      steps: [{ do: 'set', at: '/app_version', value: '0.1' }],
    })
    await writeFile(edited, loginBody({ user_id: 'x' }))
    expect(await propose(idOf('not-an-ip'))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('/ip, which is masked, is of this message alone.'),
    })
    await writeFile(edited, Buffer.of(0xff))
    expect(await propose(idOf('not-an-ip'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not UTF-8'),
    })
  })
})
