import { readFileSync } from 'node:fs'
import { constants } from 'node:os'

/**
 * From Ubuntu 23.10 on AppArmor denies user namespaces to programs without a profile; Chromium's sandbox needs them.
 */
const userNamespacesAreRestricted = () => {
  try {
    return readFileSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', 'utf8').trim() === '1'
  } catch {
    return false
  }
}

/** How Windows ends a program that it could not load (ntstatus.h). */
const windowsCodes = new Map([
  [0xc0000135, 'a system library (DLL) is missing; install the Microsoft Visual C++ runtime'],
  [0xc000007b, 'it is built for another kind of processor'],
  [0xc0000022, 'a policy of this computer forbids it'],
  [0xc0000005, 'it crashed at once; a security program may be in its way'],
  [0xc0000409, 'it crashed at once; a security program may be in its way'],
])

const spawnErrors = {
  ENOENT: 'the system has no loader for it (as on NixOS and on Linux without glibc)',
  EACCES: 'its file may not be run; a policy, or a disk that is mounted with noexec, forbids it',
  EPERM: 'a policy of this computer forbids it',
  ENOEXEC: 'it is built for another kind of processor',
}

/** The signals that a crash ends a program with, as an exit code: 128 + number. */
const crashes = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL', 'SIGBUS', 'SIGSYS'].map(
  (name) => 128 + (constants.signals[name] ?? 0),
)

const sandboxRemedy =
  'AppArmor forbids the sandbox that it needs: allow it with an AppArmor profile for Electron, ' +
  'or with "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"'

/**
 * Why Electron did not get as far as a window, in half a sentence: from the error of starting it, or from its exit
 * code. The sandbox is never switched off to make it start.
 */
export const explainFailedStart = ({
  code,
  error,
  platform = process.platform,
  restricted = userNamespacesAreRestricted(),
}) => {
  if (error !== undefined) return spawnErrors[error] ?? `it could not be started (${error})`
  if (platform === 'win32') {
    // Node reports the number unsigned, some shells signed.
    const known = windowsCodes.get(code >>> 0)
    return known ?? `it ended with ${code}`
  }
  if (platform === 'linux' && restricted && crashes.includes(code)) return sandboxRemedy
  if (code === 126) return spawnErrors.EACCES
  if (code === 127) return 'a library of the system is missing; the line above names it'
  if (crashes.includes(code)) return 'it crashed at once; the kernel may refuse its sandbox'
  if (platform === 'linux' && code === 1)
    return 'the screen that DISPLAY or WAYLAND_DISPLAY names does not answer, or a library is missing'
  return `it ended with ${code}`
}
