import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStorage } from '../../../src/app/connection.ts'
import type { Settings } from '../../../src/app/config.ts'
import { openQueue } from '../../../src/adapters/sqs/queue.ts'
import { openQueueService } from '../../../src/adapters/sqs/service.ts'
import { createPrepare, createReject } from '../../../src/pipeline/batch.ts'
import { createMask } from '../../../src/pipeline/mask.ts'
import { defaultLimits, drain } from '../../../src/pipeline/run.ts'
import { contend } from '../side.ts'

/** Sluice, doing all of its work: validate, mask, seal, ledger, rows, commit, delete. */
await contend(async ({ endpoint, queue: name, databaseUrl, count, receivers }) => {
  const settings: Settings = {
    dataFolder: mkdtempSync(join(tmpdir(), 'sluice-bench-keys-')),
    queue: { kind: 'embedded' },
    database: { kind: 'remote', url: databaseUrl },
    keys: { mask: new Uint8Array(32).fill(1), seal: new Uint8Array(32).fill(2) },
    mayAlterTable: false,
    allowUnknownFields: false,
    ledgerDays: 365,
  }
  const storage = await openStorage({ url: databaseUrl, embedded: false }, settings)
  const service = await openQueueService({
    address: {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    },
    queue: { name, url: null, endpoint: null, region: null },
    names: { queue: name, endpoint },
    protocol: 'json',
  })
  const queue = await openQueue(service)
  const reject = createReject(storage.seal)
  const prepare = createPrepare(createMask(storage.keys.mask.bytes), reject, { allowUnknownFields: false })
  return async () => {
    let settled = 0
    const limits = { ...defaultLimits, receivers: receivers ?? defaultLimits.receivers }
    await drain(
      {
        runId: crypto.randomUUID(),
        queueName: name,
        until: 'empty',
        maxMessages: count,
        queue,
        store: storage.store,
        prepare,
        reject,
        limits,
        onPhase: () => undefined,
        onDepth: () => undefined,
        onCounts: (counts) => {
          settled += counts.loaded + counts.rejected
        },
      },
      new AbortController().signal,
    )
    return settled
  }
})
