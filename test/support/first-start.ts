/*
 * A first start as far as keys and passwords go, in its own process: for tests that start several at once, kill one,
 * leave one no room on the disk, or run one as someone else. Takes a data folder; prints its keys, or the failure, on
 * one line.
 */
import { loadKeyRing, loadSecret } from '../../src/app/key-ring.ts'
import { FailureError } from '../../src/contract/failure.ts'
import { testSettings } from './settings.ts'

const [dataFolder = ''] = process.argv.slice(2)
try {
  const { mask, seal } = loadKeyRing({ ...testSettings(dataFolder), keys: { mask: null, seal: null } })
  const secrets = ['queue.secret', 'database.secret'].map((name) => loadSecret(dataFolder, name))
  const has = [
    Buffer.from(mask.bytes).toString('base64'),
    Buffer.from(seal.bytes).toString('base64'),
    ...secrets,
  ]
  process.stdout.write(`${JSON.stringify({ has })}\n`)
} catch (error) {
  if (!(error instanceof FailureError)) throw error
  process.stdout.write(`${JSON.stringify({ failure: error.failure })}\n`)
}
