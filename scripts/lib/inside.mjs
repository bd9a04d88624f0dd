import { posix, win32 } from 'node:path'

/** Windows and macOS ignore case in names. */
const fold = (path, platform) => (platform === 'win32' || platform === 'darwin' ? path.toLowerCase() : path)

/** Whether a path is the folder or is in it. */
export const isInside = (path, folder, platform = process.platform) => {
  const { resolve, sep } = platform === 'win32' ? win32 : posix
  const [inner, outer] = [fold(resolve(path), platform), fold(resolve(folder), platform)]
  return inner === outer || inner.startsWith(outer + sep)
}
