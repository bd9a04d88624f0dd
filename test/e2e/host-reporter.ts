import type { Reporter } from '@playwright/test/reporter'
import { describeHost, findHost } from './host.ts'

/** Says aloud, at the end of a run, whether it was Electron that was tested. */
export default class HostReporter implements Reporter {
  onEnd(): void {
    console.log(`\n${describeHost(findHost())}`)
  }

  printsToStdio(): boolean {
    return false
  }
}
