import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A separate disk with hardly any room. */
export interface SmallDisk {
  readonly folder: string
  /** Fills it to the last byte. */
  readonly fill: () => void
  readonly makeRoom: () => void
  readonly remove: () => Promise<void>
}

/** A disk, or why this account cannot mount one. */
export const mountSmallDisk = async (bytes: number): Promise<SmallDisk | { readonly reason: string }> => {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0)
    return { reason: 'needs root on Linux, who may mount a disk in memory' }
  const folder = await mkdtemp(join(tmpdir(), 'sluice-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'tmpfs', folder])
  if (mounted.status !== 0) {
    await rm(folder, { recursive: true })
    return { reason: 'this system lets nobody mount a disk in memory' }
  }
  const filler = join(folder, 'filler')
  return {
    folder,
    fill: () => {
      const handle = openSync(filler, 'a')
      try {
        while (statfsSync(folder).bavail > 0) writeSync(handle, Buffer.alloc(4_096))
      } finally {
        closeSync(handle)
      }
    },
    makeRoom: () => rmSync(filler, { force: true }),
    remove: async () => {
      spawnSync('umount', [folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
