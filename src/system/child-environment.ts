/** Variables that any program needs to find its files, its language and its temporary folder. */
const everyProgram = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'LC_*', 'TZ', 'TMPDIR', 'TMP', 'TEMP'],
  // The folders of the system's libraries, on systems without a usual place for them.
  ...['LD_LIBRARY_PATH', 'NIX_LD', 'NIX_LD_LIBRARY_PATH'],
  // Windows starts nothing without these.
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'USERNAME', 'APPDATA'],
  ...['LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'PROCESSOR_ARCHITECTURE', 'NUMBER_OF_PROCESSORS'],
]

/** Variables by which a desktop program finds the screen and the session. */
const desktopProgram = [
  ...['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'SESSION_MANAGER', 'XDG_*'],
  ...['DESKTOP_SESSION', 'KDE_FULL_SESSION', 'KDE_SESSION_VERSION', 'GNOME_DESKTOP_SESSION_ID', 'BROWSER'],
  ...['MOZ_ENABLE_WAYLAND', 'WSL_DISTRO_NAME', 'WSL_INTEROP', 'WSLENV'],
]

const lists = { program: everyProgram, desktop: [...everyProgram, ...desktopProgram] }

type Environment = Readonly<Record<string, string | undefined>>

/**
 * A child's environment: only the listed names, so that none of our keys, passwords or tokens reaches a process that
 * other accounts can read or control.
 *
 * @param kind `desktop` for a program that shows something
 */
export const childEnvironment = (kind: keyof typeof lists, ours: Environment): Record<string, string> => {
  const isListed = (name: string): boolean =>
    lists[kind].some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one))
  return Object.fromEntries(
    Object.entries(ours).flatMap(([name, value]) =>
      // Windows spells them as it likes: `Path`, `SystemRoot`.
      value !== undefined && isListed(name.toUpperCase()) ? [[name, value] as const] : [],
    ),
  )
}
