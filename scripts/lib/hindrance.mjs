/** Why there can be no window on a machine like this, in one line; null where nothing is known against it. */
export const whyNoWindow = ({ hasScreen, platform = process.platform, user = process.getuid?.() }) => {
  if (!hasScreen) return 'There is no screen here, so Sluice serves its page instead of opening a window.'
  if (platform === 'linux' && user === 0)
    return 'Electron does not run as root on Linux, so Sluice serves its page instead of opening a window.'
  return null
}
