import { parquetReadObjects } from 'hyparquet'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { sampleBodies } from '../../src/app/sample.ts'
import { commandLine } from '../support/built.ts'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { createTestFolder } from '../support/folders.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send(sampleBodies({ count: 100, malformed: 7, seed: 3 }))
  await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
  await bench.database.query(
    `insert into user_logins (user_id) select 'more-' || n from generate_series(1, 30000) n`,
  )
})
afterAll(() => bench.close())

const exported = (...args: readonly string[]) => bench.run('export', ...args, ...bench.databaseFlags)

/** Blocks rejected messages for everybody as long as the action takes. */
const whileLocked = async (action: () => Promise<void>): Promise<void> => {
  const database = openDatabase(bench.database.url, 1)
  try {
    await database.transaction(async (query) => {
      await query({ text: 'lock table sluice.rejected in access exclusive mode' })
      await action()
    })
  } finally {
    await database.close()
  }
}

describe('sluice export', { timeout: 60_000 }, () => {
  it('writes all rows to standard output, and its progress to standard error', async () => {
    const end = await exported('rows', '--format', 'csv')
    expect(end.code).toBe(0)
    const lines = end.stdout.split('\r\n')
    expect(lines[0]).toMatch(/^login_id,user_id,/)
    expect(lines).toHaveLength(30_000 + 93 + 2)
    expect(end.stderr).toMatch(/30,093 rows exported\n$/)
  })

  it('writes rejected messages with their reasons, kept or discarded, and nothing of their bodies', async () => {
    await bench.database.query(
      `update sluice.rejected set state = 'discarded', state_at = now() where rejected_id = (select min(rejected_id) from sluice.rejected)`,
    )
    const end = await exported('rejected', '--format', 'jsonl')
    const lines = end.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toHaveLength(7)
    expect(new Set(lines.map(({ state }) => state))).toEqual(new Set(['kept', 'discarded']))
    const reason = { code: expect.any(String), pointer: expect.any(String) }
    expect(lines[0]?.reasons).toEqual(expect.arrayContaining([expect.objectContaining(reason)]))
    expect(end.stdout).not.toMatch(/body|sealed/)
  })

  it('replaces a file with a whole one', async () => {
    const folder = await createTestFolder()
    const path = join(folder, 'rows.parquet')
    await writeFile(path, 'from yesterday')
    const end = await exported('rows', '--format', 'parquet', '--output', path)
    expect(end).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('to rows.parquet') })
    const rows = await parquetReadObjects({ file: new Uint8Array(await readFile(path)).buffer })
    expect(rows).toHaveLength(30_093)
    expect(await readdir(folder)).toEqual(['rows.parquet'])
  })

  it.each([
    [['rows', '--format', 'parquet'], 'Parquet needs a file'],
    [['rows'], '--format'],
    [['rows', '--format', 'xlsx'], 'xlsx'],
    [['runs', '--format', 'csv'], 'runs'],
  ] as const)('takes %j for wrong usage', async (args, said) => {
    expect(await exported(...args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(said),
    })
  })

  it('ends with code 130 on Ctrl-C and leaves what was there before', async () => {
    const folder = await createTestFolder()
    const path = join(folder, 'rows.csv')
    await writeFile(path, 'from yesterday')
    await whileLocked(async () => {
      const running = bench.start(
        'export',
        'rejected',
        '--format',
        'csv',
        '--output',
        path,
        ...bench.databaseFlags,
      )
      await expect.poll(() => readdir(folder), { timeout: 20_000 }).toHaveLength(2)
      running.kill('SIGINT')
      expect(await running.ended).toMatchObject({ code: 130, stderr: expect.stringContaining('cancelled') })
    })
    expect(await readdir(folder)).toEqual(['rows.csv'])
    expect(await readFile(path, 'utf8')).toBe('from yesterday')
  })

  it('ends silently when its reader has read enough', async () => {
    const args = [commandLine, 'export', 'rows', '--format', 'csv', ...bench.databaseFlags]
    const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...bench.environment } })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const closed = once(child, 'close')
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const [code] = (await closed) as [number | null]
    // On a busy machine it has reported progress before.
    expect([code, said.replace(/^\{"exported":\d+\}\n/gm, '')]).toEqual([0, ''])
  })

  it('changes nothing if there is nothing to export yet, and says what to do', async () => {
    const fresh = await createCommandBench()
    try {
      const end = await fresh.run('export', 'rows', '--format', 'csv', ...fresh.databaseFlags)
      expect(end).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('first run') })
      expect(await readdir(fresh.folder)).toEqual([])
    } finally {
      await fresh.close()
    }
  })
})
