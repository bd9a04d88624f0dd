import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RepairOutcome, RepairPreview } from '../../src/contract/repair-outcome.ts'
import { fileOfRule } from '../../src/contract/repair-rule.ts'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { leftToProve } from '../support/everything.ts'
import { loginBody } from '../support/logins.ts'
import { fiveCauses } from '../support/repair-bench.ts'

const count = leftToProve === null ? 10_000 : 500

/** Those that a rule changes and that are rejected again, as they have a second fault. */
const hopeless = 7

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
})
afterAll(() => bench.close())

const originals = async (): Promise<unknown> => {
  const [found] = await bench.database.query(
    `select count(*)::integer as messages, md5(string_agg(md5(sealed_body) || message_id || origin_id || reasons::text,
       ',' order by rejected_id)) as digest from sluice.rejected`,
  )
  return found
}

const fix = async <T>(...args: readonly string[]): Promise<T> => {
  const end = await bench.run('rejected', 'fix', ...args, '--json', ...bench.databaseFlags)
  expect(end.code).toBe(0)
  return JSON.parse(end.stdout) as T
}

it(
  `N2: ${count} rejected messages of five causes are cleared on the command line by five rules, as their previews say`,
  { timeout: 240_000 },
  async () => {
    await bench.queue.send([
      ...Array.from({ length: count }, (_, n) => fiveCauses[n % 5]?.body(`user-${n}`) ?? ''),
      ...Array.from({ length: hopeless }, (_, n) =>
        loginBody({ user_id: undefined, userId: `late-${n}`, device_type: '' }),
      ),
    ])
    await bench.run(
      'run',
      '--once',
      '--max-rejected-share',
      'off',
      ...bench.queueFlags,
      ...bench.databaseFlags,
    )
    const before = await originals()
    expect(before).toMatchObject({ messages: count + hopeless })
    const began = performance.now()
    for (const [index, { rule }] of fiveCauses.entries()) {
      const path = join(bench.folder, `${rule.name}.repair.json`)
      await writeFile(path, JSON.stringify(fileOfRule(rule)))
      const preview = await fix<RepairPreview>('--rule', path, '--dry-run')
      expect(preview).toMatchObject({
        ...{ wouldPass: count / 5, alreadyLoaded: 0, wouldFail: index === 0 ? hopeless : 0, capped: 0 },
      })
      const outcome = await fix<RepairOutcome>('--rule', path, '--apply', '--failures', '50')
      expect(outcome).toMatchObject({
        ...{ meant: preview.meant, sent: preview.changed, loaded: preview.wouldPass },
        ...{ rejectedAgain: preview.wouldFail, alreadyLoaded: 0, capped: 0, taken: 0, end: 'done' },
      })
    }
    expect(performance.now() - began).toBeLessThan(60_000)
    expect(await originals()).toEqual(before)
    const states = await bench.database.query(
      'select state, count(*)::integer as n from sluice.rejected group by 1 order by 1',
    )
    expect(states).toEqual([
      { state: 'kept', n: hopeless },
      { state: 'loaded', n: count },
    ])
    const [rows] = await bench.database.query<{ n: number }>('select count(*)::integer as n from user_logins')
    expect(rows?.n).toBe(count)
  },
)
