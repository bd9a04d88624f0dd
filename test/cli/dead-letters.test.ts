import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { callCommand } from '../support/call-command.ts'
import { createDeadLetterBench, tenAttributes, type DeadLetterBench } from '../support/dead-letter-bench.ts'
import { makeFolder } from '../support/folders.ts'
import { loginBody } from '../support/logins.ts'
import { loginsHash } from '../support/repair-bench.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

let bench: DeadLetterBench
let database: TestDatabase
let folder: string
beforeAll(async () => {
  ;[bench, database, folder] = await Promise.all([
    createDeadLetterBench(),
    createTestDatabase(),
    makeFolder(),
  ])
}, 60_000)
beforeEach(() => bench.empty())
afterAll(async () => {
  await Promise.all([bench.close(), database.drop()])
  await rm(folder, { recursive: true, force: true })
})

const run = (...args: readonly string[]) => {
  const url = new URL(database.url)
  const PGPASSWORD = decodeURIComponent(url.password)
  url.password = ''
  const queue = ['--queue', bench.names.source, '--endpoint', bench.endpoint]
  const needsDatabase = args[0] !== 'dead-letters' || ['pull', 'redrive'].includes(args[1] ?? '')
  const needsQueue = args[0] !== 'rejected' || args[1] === 'send-back'
  const flags = [...(needsQueue ? queue : []), ...(needsDatabase ? ['--database-url', url.href] : [])]
  return callCommand([...args, ...flags], { SLUICE_DATA_DIR: folder, PGPASSWORD })
}

const giveUp = async (...bodies: readonly string[]) => {
  await bench.send(bodies.map((body) => ({ body })))
  await bench.giveUp()
}

describe('sluice dead-letters', { timeout: 60_000 }, () => {
  it('shows the dead-letter queue, how many are waiting, and that nobody shares it', async () => {
    await giveUp('a', 'b')
    const { code, stdout } = await run('dead-letters')
    expect([code, stdout]).toEqual([
      0,
      'After 2 receives, queue moves a message to dead.\nAbout 2 messages wait there.\ndead is the dead-letter queue of no other queue.\n',
    ])
    expect(JSON.parse((await run('dead-letters', '--json')).stdout)).toMatchObject({
      ...{ queue: 'queue', deadLettersOf: [], denied: [] },
      deadLetters: { name: 'dead', maxReceiveCount: 2, waiting: 2, others: [], isMissing: false },
    })
  })

  it('N3: pulls what is waiting, and says where it is now', async () => {
    await giveUp(loginBody({ user_id: 'a' }), 'no login')
    expect(await run('dead-letters', 'pull')).toMatchObject({
      code: 0,
      stdout: '2 messages: 2 pulled onto the bench.\n',
    })
    const { stdout } = await run('rejected')
    expect(stdout).toContain('The message was moved to a dead-letter queue: dead')
    expect(await run('rejected', 'retry', '--json')).toMatchObject({
      stdout: expect.stringContaining('"loaded":1'),
    })
  })

  it('N3: redrives, and a run loads what came back once', async () => {
    await giveUp(loginBody({ user_id: 'again' }))
    await bench.send([{ body: loginBody({ user_id: 'full' }), attributes: tenAttributes }])
    await bench.giveUp()
    expect(await run('dead-letters', 'redrive')).toMatchObject({
      code: 0,
      stdout: '2 messages: 1 sent back to the queue, 1 loaded at once (no room for the origin).\n',
    })
    expect((await run('run', '--once')).code).toBe(0)
    const rows = await database.query(`select from user_logins where user_id in ('again', 'full')`)
    expect(rows).toHaveLength(2)
  })

  it('N3: moves by a task of the service only after showing what is lost', async () => {
    await giveUp(loginBody({ user_id: 'moved' }))
    const refused = await run('dead-letters', 'redrive', '--by-move-task')
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toContain('is then another message')
    expect(await bench.look(bench.dead)).toHaveLength(1)
    const moved = await run('dead-letters', 'redrive', '--by-move-task', '--yes', '--rate', '500', '--json')
    expect(JSON.parse(moved.stdout)).toMatchObject({ status: 'COMPLETED', moved: 1, rate: 500 })
    expect(await bench.look(bench.dead)).toEqual([])
  })

  it.each([
    [['--by-move-task', '--max', '3'], /leave --max out/],
    [['--by-move-task', '--rate', '501'], /500 at most/],
    [['--max', '0'], /from 1/],
    [['--all-sources'], /unknown option/],
  ])('does not understand redrive %j', async (flags, said) => {
    const end = await run('dead-letters', 'redrive', ...flags)
    expect([end.code, end.stdout]).toEqual([2, ''])
    expect(end.stderr).toMatch(said)
  })

  it('asks before it takes from a queue that others share, and leaves theirs', async () => {
    const other = await bench.share()
    await bench.send([{ body: 'theirs' }], other)
    await bench.giveUp(other)
    await giveUp('ours')
    for (const what of ['pull', 'redrive']) {
      const end = await run('dead-letters', what)
      expect([end.code, end.stdout]).toEqual([2, ''])
      expect(end.stderr).toContain('dead is also the dead-letter queue of other.')
      expect(end.stderr).toContain('Give --yes to go on.')
    }
    const end = await run('dead-letters', 'pull', '--yes')
    expect(end.stdout).toBe(
      '2 messages: 1 pulled onto the bench, 1 left alone (not known to come from this queue).\n',
    )
    expect((await bench.look(bench.dead)).map(({ body }) => body)).toEqual(['theirs'])
  })
})

describe('sluice rejected send-back', { timeout: 60_000 }, () => {
  it('N3: sends rejected messages back, and says that they count until a run has received them', async () => {
    await bench.send([{ body: loginBody({ user_id: 'late', extra: 1 }) }])
    await run('run', '--once', '--max-rejected-share', 'off')
    const end = await run('rejected', 'send-back', '--reason', 'unknown-field')
    expect(end).toMatchObject({
      code: 0,
      stdout:
        '1 message: 1 sent back to the queue.\nWhat was sent counts as rejected until a run has loaded it or rejected it again.\n',
    })
    expect((await run('rejected', 'send-back', '--reason', 'unknown-field')).stdout).toContain(
      '1 not sent (under way already)',
    )
    await run('run', '--once', '--allow-unknown-fields')
    const [row] = await database.query<{ state: string; message_id: string }>(
      `select state, message_id from sluice.rejected where 'unknown-field' = any (codes)`,
    )
    expect(row?.state).toBe('loaded')
    const history = (await callHistory(row?.message_id ?? '')).stdout
    expect(history).toMatch(/version 0 sent back to queue by .+: loaded /)
  })

  it('N3: mends them by a rule on their way, once someone has seen what it would do', async () => {
    await bench.send(
      ['one', 'two', 'three'].map((userId) => ({ body: loginBody({ user_id: undefined, userId }) })),
    )
    await run('run', '--once', '--max-rejected-share', 'off')
    const write = async (name: string, step: object): Promise<string> => {
      const path = join(folder, `${name}.repair.json`)
      const where = { code: 'unknown-field', pointer: '/userId' }
      await writeFile(path, JSON.stringify({ name, definition: loginsHash, where, steps: [step] }))
      return path
    }
    const right = await write('back', { do: 'rename', at: '/userId', to: 'user_id' })
    const unseen = await run('rejected', 'send-back', '--rule', right)
    expect(unseen).toMatchObject({ code: 2, stdout: '' })
    expect(unseen.stderr).toContain('This rule has not been previewed here yet.')
    const wrong = await write('wrong', { do: 'drop', at: '/userId' })
    expect(await run('rejected', 'send-back', '--rule', wrong, '--yes')).toMatchObject({
      code: 3,
      stdout:
        '1 message: 1 not sent (would be rejected again).\nStopped at stage 1: of 1 message that the rule changed, 1 would be rejected again. All others are as they were.\n',
    })
    expect(await run('rejected', 'fix', '--rule', right, '--dry-run')).toMatchObject({
      stdout: '3 of 3 would pass.\n',
    })
    expect((await run('rejected', 'send-back', '--rule', 'back')).stdout).toMatch(
      /^3 messages: 3 sent back to the queue\.\n/,
    )
    await run('run', '--once')
    const rows = await database.query(`select from user_logins where user_id in ('one', 'two', 'three')`)
    expect(rows).toHaveLength(3)
    for (const flags of [['--yes'], ['--failures', '5']])
      expect((await run('rejected', 'send-back', ...flags)).stderr).toContain('go with --rule')
  })
})

const callHistory = (id: string) => {
  const url = new URL(database.url)
  return callCommand(['rejected', 'history', id], {
    ...{ SLUICE_DATA_DIR: folder, DATABASE_URL: url.href },
  })
}

describe('sluice peek', { timeout: 60_000 }, () => {
  it('shows the cost, then what is waiting, covered and judged, and gives it back', async () => {
    await bench.send([
      { body: loginBody({ user_id: 'fine' }) },
      { body: loginBody({ ip: 'nowhere', user_id: 'x' }) },
    ])
    const { code, stdout, stderr } = await run('peek')
    expect(code).toBe(0)
    expect(stderr).toContain('A message of queue has 2 of them; the next one moves it to dead.')
    expect(stdout).toContain('receive 1 of 2  would pass')
    expect(stdout).toContain('receive 1 of 2  would be rejected')
    expect(stdout).toContain('ip is not an IPv4 or IPv6 address')
    expect(stdout).not.toMatch(/nowhere|203\.0\.113\.77|593-47-5928/)
    expect(await bench.look(bench.source)).toHaveLength(2)
  })

  it('marks messages for which the next receive is one too many', async () => {
    await bench.send([{ body: loginBody({ user_id: 'a' }) }])
    await run('peek')
    const { stdout, stderr } = await run('peek', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ queue: 'queue', maxReceiveCount: 2, deadLetters: 'dead', notGivenBack: 0 },
      messages: [{ receiveCount: 2, isAtLimit: true, verdict: 'passes', covered: true }],
    })
    expect(stderr).toContain('SQS counts a look as a receive')
  })

  it("refuses if a look would be a message's only receive, unless it is told to", async () => {
    await bench.send([{ body: loginBody({ user_id: 'once' }) }])
    await bench.setReceives(1)
    const refused = await run('peek')
    expect([refused.code, refused.stdout]).toEqual([1, ''])
    expect(refused.stderr).toContain('a look uses it up, and the next one moves the message to dead')
    const looked = await run('peek', '--yes')
    expect(looked.stdout).toContain('receive 1 of 1  would pass')
    expect(looked.stderr).toContain('One of them has no receive left')
    await bench.setReceives(2)
  })

  it('takes 10 at most', async () => {
    expect(await run('peek', '--max', '11')).toMatchObject({ code: 2 })
  })

  it('of an empty queue says so', async () => {
    expect((await run('peek')).stdout).toBe('No message is waiting, or others hold them all.\n')
  })
})
