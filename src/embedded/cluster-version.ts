import { join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'
import { readFileFor } from './own-hands.ts'
import { runProgram, type Account } from '../system/child.ts'
import type { Places } from './cluster.ts'
import type { Programs } from './programs.ts'

/**
 * Where a server did not start: whether its files are of another major version than the programs, which a server refuses and
 * leaves as they are. Throws `FailureError` with `cluster-of-another` if so.
 */
export const refuseOtherCluster = async (
  { cluster }: Places,
  programs: Programs,
  account: Account,
): Promise<void> => {
  const version = (await readFileFor(join(cluster, 'PG_VERSION'), account)).trim()
  const { output } = await runProgram(programs.initdb, ['--version'], { account, keepsOutput: true })
  const own = /\) (\d+)/.exec(output)?.[1] ?? version
  if (/^\d{1,3}$/.test(version) && version !== own)
    throw new FailureError(failure('cluster-of-another', { path: cluster, version, own }))
}
