import { join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'
import { readFileFor } from './own-hands.ts'
import { runProgram, type Account } from '../system/child.ts'
import type { Places } from './cluster.ts'
import type { Programs } from './programs.ts'

/**
 * After a failed start: whether the cluster's files are from another major version than the programs, which a server
 * refuses and leaves as they are.
 *
 * @returns a failure `cluster-of-another`, or null. Rejects if initdb cannot be run.
 */
export const otherCluster = async (
  { cluster }: Places,
  programs: Programs,
  account: Account,
): Promise<FailureError | null> => {
  const version = (await readFileFor(join(cluster, 'PG_VERSION'), account)).trim()
  const { output } = await runProgram(programs.initdb, ['--version'], { account, keepsOutput: true })
  const own = /\) (\d+)/.exec(output)?.[1] ?? version
  return /^\d{1,3}$/.test(version) && version !== own
    ? new FailureError(failure('cluster-of-another', { path: cluster, version, own }))
    : null
}
