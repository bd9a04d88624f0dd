import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packApp } from '../packaging/packed-app.ts'

/** Makes a place for the folders that tests get copies of; and packs the app, before a run on the unpacked package. */
export default async function beforeAll(): Promise<() => Promise<void>> {
  const patterns = await mkdtemp(join(tmpdir(), 'sluice-e2e-patterns-'))
  await chmod(patterns, 0o711)
  process.env.SLUICE_E2E_PATTERNS = patterns
  const packed = process.env.SLUICE_E2E_HOST === 'package' ? await packApp() : null
  if (packed !== null) process.env.SLUICE_E2E_PACKAGE = packed.resources
  return async () => {
    await packed?.remove()
    await rm(patterns, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}
