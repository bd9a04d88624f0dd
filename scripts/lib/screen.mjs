const overNetwork = Boolean(process.env.SSH_CONNECTION || process.env.SSH_TTY)

/** Whether a window could be shown. A display in the environment counts, also a virtual one or one over SSH. */
export const hasScreen =
  process.platform === 'linux' ? Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY) : !overNetwork

/** Whether a person sits in front of it, so that a browser can be opened. */
export const hasViewer = hasScreen && !overNetwork && !process.env.CI
