import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demandAddress } from '../../src/adapters/postgres/address.ts'
import { openStorage } from '../../src/app/storage.ts'
import { describeFailure, FailureError, type Failure } from '../../src/contract/failure.ts'
import { PortError } from '../../src/pipeline/ports.ts'
import { runEngine } from '../prove/engine.ts'
import { environmentOf } from '../prove/worker-process.ts'
import { callCommand } from '../support/call-command.ts'
import type { CommandEnd } from '../support/cli.ts'
import { loadInto, todaysDeliveries } from '../support/loading.ts'
import { testSettings } from '../support/settings.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { createWorld, type World } from './world.ts'

const readme = readFileSync('README.md', 'utf8')

const blockOf = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? ''

const failureOf = async (work: () => Promise<unknown>): Promise<Failure | null> => {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof FailureError || error instanceof PortError) return error.failure
    throw error
  }
}

describe('the SQL in the README', { timeout: 60_000 }, () => {
  const role = 'readme_etl'
  let test: TestDatabase
  let url: string
  beforeAll(async () => {
    test = await createTestDatabase()
    await test.query(`
      drop role if exists ${role}; create role ${role} login password 'for-tests-only';
      revoke all on database ${test.name} from public; revoke all on schema public from public`)
    const own = new URL(test.url)
    own.username = role
    own.password = 'for-tests-only'
    url = own.href
  })
  afterAll(async () => {
    await test.query(`drop owned by ${role} cascade; drop role ${role}`)
    await test.drop()
  })

  const grants = (): string =>
    blockOf('sql')
      .replaceAll('warehouse', () => test.name)
      .replaceAll(/\betl\b/g, role)

  const load = async () => {
    const storage = await openStorage(
      { address: demandAddress(url), embedded: false },
      testSettings(tmpdir()),
    )
    try {
      await storage.makeReady()
      return await loadInto(storage, todaysDeliveries(20, 1))
    } finally {
      await storage.close()
    }
  }

  it('A47 is enough for a new role, and without any one of its rights Sluice names that right', async () => {
    await test.query(grants())
    for (const [right, named] of [
      [`create on database ${test.name}`, `CREATE on the database ${test.name}`],
      ['usage on schema public', 'USAGE on the schema public'],
      ['create on schema public', 'CREATE on the schema public'],
    ] as const) {
      await test.query(`revoke ${right} from ${role}`)
      const refusal = await failureOf(load)
      expect([right, describeFailure(refusal ?? { code: 'internal', details: {} }).sentence]).toEqual([
        right,
        expect.stringContaining(named),
      ])
      await test.query(`grant ${right} to ${role}`)
    }
    await test.query(`revoke connect on database ${test.name} from ${role}`)
    expect(await failureOf(load)).toMatchObject({ code: 'database-connect-denied' })
    await test.query(grants())
    expect(await load()).toMatchObject({ error: null, counts: { loaded: 20, rejected: 1 } })
  })
})

const deny = (world: World, right: string): void => {
  for (const action of [right.slice(4), `${right.slice(4)}Batch`])
    world.double.script.failures.push({ action, status: 403, code: 'AccessDenied', times: Infinity })
}

const dryRun = (world: World): Promise<CommandEnd> =>
  callCommand(['run', '--dry-run', '--max', '10'], environmentOf(world.target))

describe('the policy in the README', { timeout: 60_000 }, () => {
  const policy = JSON.parse(blockOf('json')) as { Statement: readonly { Action: readonly string[] }[] }
  const actions = policy.Statement.flatMap(({ Action }) => Action)

  it('A47 has each action that a run asks for, and no other', async () => {
    await using world = await createWorld()
    world.send(60)
    await dryRun(world)
    await runEngine(world.target)
    const asked = new Set(world.double.requests.map(({ action }) => `sqs:${action.replace(/Batch$/, '')}`))
    expect([...asked].toSorted()).toEqual(actions.toSorted())
  })

  it('A47 lacking sqs:ChangeMessageVisibility: a dry run, which gives messages back, names it', async () => {
    await using world = await createWorld()
    world.send(30)
    deny(world, 'sqs:ChangeMessageVisibility')
    expect(await dryRun(world)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('may not do sqs:ChangeMessageVisibility'),
    })
  })

  const needed = actions.filter((action) => action !== 'sqs:ChangeMessageVisibility')
  it.each(needed)('A47 lacking %s: the run names it', async (denied) => {
    await using world = await createWorld()
    world.send(30)
    deny(world, denied)
    const told = await failureOf(async () => {
      const { error } = await runEngine(world.target)
      if (error instanceof Error) throw error
    })
    expect(told).toMatchObject({ code: 'queue-action-denied', details: { action: denied } })
  })
})
