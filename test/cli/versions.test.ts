import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createCommandBench } from '../support/cli-bench.ts'
import { leftToProve } from '../support/everything.ts'
import { onPostgres } from '../support/postgres-versions.ts'
import { loginsHash } from '../support/repair-bench.ts'

/** What differs between starts: times, ids, masks and durations. */
const steady = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UUID')
    .replace(/[0-9a-f]{64}/g, 'MASK')
    .replace(/[0-9a-f]{8}…[0-9a-f]{4}/g, 'MASK')
    // Numbers follow the order in which messages arrive, and rejected ones their ids.
    .replace(/"(id|rejected_id|login_id)":"\d+"/g, '"$1":"N"')
    .replace(/"elapsedMs":\d+/g, '"elapsedMs":0')

const walk = async (server?: string): Promise<readonly unknown[]> => {
  const bench = await createCommandBench(server)
  try {
    const answers: unknown[] = []
    const ask = async (...args: readonly string[]): Promise<void> => {
      const { code, stdout } = await bench.run(...args, ...bench.databaseFlags)
      answers.push([args, code, steady(stdout).split('\n').toSorted()])
    }
    await bench.run(
      'seed',
      ...bench.queueFlags,
      '--count',
      '30',
      '--malformed',
      '4',
      '--seed',
      '5',
      '--same-ids',
    )
    const { code, stdout } = await bench.run(
      'run',
      '--once',
      '--json',
      ...bench.queueFlags,
      ...bench.databaseFlags,
    )
    answers.push(['run', code, steady(stdout)])
    await ask('rows', '--json')
    await ask('rejected', '--json')
    for (const what of ['rows', 'rejected']) await ask('export', what, '--format', 'jsonl')
    await ask('rejected', 'retry', '--json')
    const rule = join(bench.folder, 'versions.repair.json')
    const steps = [{ do: 'set', at: '/app_version', value: '1.0' }]
    await writeFile(rule, JSON.stringify({ name: 'versions', definition: loginsHash, steps }))
    for (const flags of [['--dry-run'], ['--apply', '--yes', '--failures', '100']]) {
      const { code: end, stdout: told } = await bench.run(
        ...['rejected', 'fix', '--rule', rule, '--json', ...flags],
        ...bench.databaseFlags,
      )
      answers.push([flags, end, steady(told)])
    }
    await ask('prune')
    const doctor = await bench.run('doctor', '--reconcile', ...bench.queueFlags, ...bench.databaseFlags)
    answers.push(['doctor', doctor.code, doctor.stdout.includes('FAIL')])
    return answers
  } finally {
    await bench.close()
  }
}

onPostgres(
  [10, 12, 15],
  'A44: the built command line',
  ({ url }) => {
    it('runs, lists, exports, retries, prunes and reconciles as on PostgreSQL 18', async () => {
      const [here, there] = [await walk(url()), await walk()]
      expect(here).toEqual(there)
      expect(there[0]).toEqual(['run', 0, expect.stringContaining('"loaded":26')])
      expect(there.at(-1)).toEqual(['doctor', 0, false])
    }, 180_000)
  },
  leftToProve,
)
