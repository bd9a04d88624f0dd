const overNetwork = Boolean(process.env.SSH_CONNECTION || process.env.SSH_TTY)

/** Whether a window could be shown. A display that is named counts, also one behind SSH or a virtual one. */
export const hasScreen =
  process.platform === 'linux' ? Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY) : !overNetwork

/** Whether somebody sits before it, so that a browser may be opened. */
export const hasViewer = hasScreen && !overNetwork && !process.env.CI
