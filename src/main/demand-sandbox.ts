import { app } from 'electron'
import { failure, FailureError } from '../contract/failure.ts'

/**
 * A packed app shows its page in a sandbox or not at all: the page holds texts of strangers. The launcher in an AppImage tries
 * the system first, and adds the switch by itself where AppArmor forbids the sandbox. Root has no sandbox anyway and must
 * have asked for it. Throws `FailureError` with `sandbox-off`.
 */
export const demandSandbox = (isRoot = process.getuid?.() === 0): void => {
  if (app.isPackaged && !isRoot && app.commandLine.hasSwitch('no-sandbox'))
    throw new FailureError(failure('sandbox-off'))
}
