import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { fitTable } from '../../src/adapters/postgres/table.ts'
import { openQueue } from '../../src/adapters/sqs/queue.ts'
import { openQueueService } from '../../src/adapters/sqs/service.ts'
import { loadSettings, type Settings } from '../../src/app/config.ts'
import { examine } from '../../src/app/headless/examine.ts'
import { listFound } from '../../src/app/headless/finding.ts'
import { pruneNow } from '../../src/app/headless/prune.ts'
import { readRows } from '../../src/app/headless/read-rows.ts'
import { listOf } from '../support/rejected.ts'
import { seedQueue } from '../../src/app/headless/seed-queue.ts'
import { openTargets } from '../../src/app/open-targets.ts'
import type { Need, Targets } from '../../src/app/targets.ts'
import { logins } from '../../src/contract/logins.ts'
import { queueThread } from '../support/built.ts'
import { setEnvironment } from '../support/environment.ts'
import { createTestFolder } from '../support/folders.ts'

afterEach(() => vi.unstubAllEnvs())

let settings: Settings
let note: string

beforeEach(async () => {
  const folder = await createTestFolder()
  setEnvironment({ SLUICE_DATA_DIR: folder })
  const loaded = loadSettings({})
  if (!loaded.ok) throw new Error(loaded.failure.details.problems)
  settings = loaded.value
  note = join(folder, 'queue-endpoint')
})

/** What an open app has started, for as long as the action takes. */
const whileRunning = async (need: Need, action: (running: Targets) => Promise<void>): Promise<void> => {
  const running = await openTargets(settings, need, queueThread)
  try {
    await action(running)
  } finally {
    await running.close()
  }
}

const waiting = async ({ queue }: Targets): Promise<number> => {
  const service = await openQueueService(queue)
  try {
    return (await (await openQueue(service)).depth()).visible
  } finally {
    service.close()
  }
}

const samples = { count: 7, malformed: 1, seed: 3, withOriginIds: false }
const busy = { failure: { code: 'data-folder-busy' } }

describe('a command beside a Sluice that holds the data folder', { timeout: 60_000 }, () => {
  it('seeds, reads and examines what that one has started, and stops none of it', async () => {
    await whileRunning('both', async (running) => {
      const database = openDatabase(running.database.address, 1)
      await migrate(database)
      await fitTable(database, logins, { mayAlter: false })
      await database.close()
      expect((await seedQueue(settings, samples, queueThread)).sent).toBe(7)
      expect((await readRows(settings, { limit: 10 }, queueThread)).rows).toEqual([])
      await listFound(settings, listOf().filter, () => undefined, queueThread)
      const items = await examine(settings, queueThread)
      expect(items.filter(({ state }) => state === 'not-fine')).toEqual([])
      expect(await waiting(running)).toBe(107)
    })
  })

  it('that would change what that one works on is refused', async () => {
    await whileRunning('both', async () => {
      const { signal } = new AbortController()
      await expect(pruneNow(settings, queueThread, signal)).rejects.toMatchObject(busy)
    })
  })

  it('is refused if that one has not started what it needs', async () => {
    await whileRunning('queue', async () => {
      await expect(readRows(settings, { limit: 10 }, queueThread)).rejects.toMatchObject(busy)
      expect(await examine(settings, queueThread)).toMatchObject([{ code: 'start', state: 'not-fine' }])
    })
  })

  it('finds the queue through a record that only its owner can read, and that is removed with the queue', async () => {
    await whileRunning('queue', async ({ queue }) => {
      expect((await readFile(note, 'utf8')).trim()).toBe(queue.address.endpoint)
      expect((await stat(note)).mode & 0o077).toBe(0)
    })
    expect(existsSync(note)).toBe(false)
  })

  it.each(['http://127.0.0.1:1@elsewhere.example', 'http://10.0.0.1:80', 'file:///etc/passwd', ''])(
    'tells its access key to nobody where the note says %j',
    async (endpoint) => {
      await whileRunning('queue', async () => {
        await writeFile(note, `${endpoint}\n`)
        await expect(seedQueue(settings, samples, queueThread)).rejects.toMatchObject(busy)
      })
    },
  )

  it('is not misled by the record of a killed one', async () => {
    await writeFile(note, 'http://127.0.0.1:1\n', { mode: 0o600 })
    await whileRunning('queue', async (running) => {
      expect((await seedQueue(settings, samples, queueThread)).sent).toBe(7)
      expect(await waiting(running)).toBe(107)
    })
  })
})
