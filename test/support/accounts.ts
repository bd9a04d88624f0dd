import { spawnSync } from 'node:child_process'
import { userInfo } from 'node:os'

/** An account that is unknown on every system. */
export const namelessUid = 12_345

/** The account for a test's programs. `reason` says why it is not available, for the name of a skipped test. */
export interface Runner {
  readonly name: string
  readonly options: { readonly uid?: number; readonly gid?: number }
  readonly reason: string | null
}

const isRoot = process.geteuid?.() === 0

/** Whether an account can run our Node at all: below a closed home folder it cannot. */
const canRun = (uid: number): boolean =>
  isRoot && spawnSync(process.execPath, ['--version'], { uid, gid: uid, cwd: '/' }).status === 0

const hasName = (): boolean => {
  try {
    userInfo()
    return true
  } catch {
    return false
  }
}

const lent = (name: string, uid: number): Runner => ({
  name,
  options: { uid, gid: uid },
  reason: isRoot
    ? canRun(uid)
      ? null
      : 'that account cannot reach this Node'
    : 'only root can run something as another account',
})

/** Root, a user and an account without a name, as far as the tests can run as them. */
export const runners: readonly Runner[] = [
  { name: isRoot ? 'root' : hasName() ? 'a user' : 'an account without a name', options: {}, reason: null },
  lent('a user', 65_534),
  lent('an account without a name', namelessUid),
]
