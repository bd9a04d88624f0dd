import { execFile } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { createMonitor } from '../../src/app/monitor.ts'
import { queueThread } from '../support/built.ts'
import { followClient } from '../support/follow-client.ts'
import { createTestFolder } from '../support/folders.ts'
import { testSettings } from '../support/settings.ts'

const open = async (folder: string) => {
  const monitor = createMonitor(testSettings(folder), queueThread)
  onTestFinished(() => monitor.close())
  const client = followClient(monitor)
  await client.until(({ connection }) => connection.state === 'connected')
  return { monitor, client }
}

/** With owners and modes: PostgreSQL checks both. */
const copyFolder = (from: string, to: string): Promise<unknown> =>
  process.platform === 'win32'
    ? cp(from, to, { recursive: true })
    : promisify(execFile)('cp', ['-a', from, to])

it(
  'a copy of the data folder holds the rows, the masks, the rejected messages and what the ledger remembers',
  { timeout: 60_000 },
  async () => {
    const own = await createTestFolder()
    const [folder, copy] = [join(own, 'data'), join(own, 'copy')]
    const first = await open(folder)
    await first.client.run()
    const before = await first.client.ask('listRows', { limit: 200 })
    const [rejected] = (await first.client.ask('listRejected', {})).rejected
    const uncover = { id: rejected?.id ?? '', uncover: { why: 'a test' } }
    const { body } = await first.client.ask('getRejected', uncover)
    await first.monitor.close()
    await copyFolder(folder, copy)

    const second = await open(copy)
    expect((await second.client.ask('listRows', { limit: 200 })).rows).toEqual(before.rows)
    expect(before.rows).toHaveLength(99)
    expect((await second.client.ask('getRejected', uncover)).body).toEqual(body)
    const { rows: traced } = await second.client.ask('traceMessage', {
      name: (await second.client.ask('getRow', { id: before.rows[0]?.id ?? '' })).lineage?.messageId ?? '',
    })
    expect(traced).toMatchObject([{ rowId: before.rows[0]?.id }])
  },
)
