import { app } from 'electron'
import { failure, FailureError } from '../contract/failure.ts'

/**
 * A packed app shows its page in a sandbox or not at all: the page contains texts of strangers. The launcher in an
 * AppImage tries the system first, and adds the switch itself if AppArmor forbids the sandbox. Root has no sandbox
 * anyway and must have asked for that. Throws `FailureError` with `sandbox-off`.
 */
export const demandSandbox = (isRoot = process.getuid?.() === 0): void => {
  if (app.isPackaged && !isRoot && app.commandLine.hasSwitch('no-sandbox'))
    throw new FailureError(failure('sandbox-off'))
}
