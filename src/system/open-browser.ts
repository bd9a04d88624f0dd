import { launchDesktop } from './child.ts'

/**
 * Opens an address with the system's own opener. Other accounts can read the arguments of a process, so an address
 * must not work a second time.
 */
export const openBrowser = (url: string): void => {
  switch (process.platform) {
    case 'darwin':
      return launchDesktop('open', [url])
    case 'win32':
      return launchDesktop('rundll32', ['url.dll,FileProtocolHandler', url])
    default:
      return launchDesktop('xdg-open', [url])
  }
}
