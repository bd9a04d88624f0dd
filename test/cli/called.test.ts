import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { loginBody } from '../support/logins.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send([loginBody(), 'no login'])
})
afterAll(() => bench.close())

const queue = () => bench.queueFlags
const database = () => bench.databaseFlags

/** How many more connections are possible depends on who else has some. */
const steady = (text: string): string => text.replace(/\d+ more connections/, 'N more connections')

describe('the command line in its own process', { timeout: 60_000 }, () => {
  // The first one creates the schema and the keys that the others find.
  it('ends by itself after a run, and prints nothing unasked', async () => {
    const { code, stdout, stderr } = await bench.start('run', '--once', ...queue(), ...database()).ended
    expect([code, stdout]).toEqual([0, expect.stringMatching(/1 loaded.*1 rejected/)])
    expect(stderr).not.toMatch(/Warning:|\n\s+at /)
  })

  it.each<readonly [string, () => readonly string[]]>([
    ['the version', () => ['--version']],
    ['a command that there is not', () => ['walk']],
    ['a setting that is wrong', () => ['rows', '--database-url', 'mysql://h/d']],
    ['rows', () => ['rows', ...database()]],
    ['rejected', () => ['rejected', '--json', ...database()]],
    ['export', () => ['export', 'rows', '--format', 'csv', ...database()]],
    ['prune', () => ['prune', ...database()]],
    ['doctor', () => ['doctor', '--reconcile', ...queue(), ...database()]],
    ['seed', () => ['seed', '--count', '2', '--seed', '3', ...queue()]],
  ])('ends by itself and says the same as when it is called: %s', async (_, args) => {
    const [alone, called] = [await bench.start(...args()).ended, await bench.run(...args())]
    expect({ ...alone, stdout: steady(alone.stdout) }).toEqual({ ...called, stdout: steady(called.stdout) })
  })
})
