import { packApp } from '../packaging/packed-app.ts'

/** Before a run on the unpacked package: packs it, for all specs together. */
export default async function packOnce(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.SLUICE_E2E_HOST !== 'package') return undefined
  const { resources, remove } = await packApp()
  process.env.SLUICE_E2E_PACKAGE = resources
  return remove
}
