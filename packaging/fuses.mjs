import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/**
 * Electron's switches that are fixed in the program, each set on purpose (Electron manual, "Electron Fuses").
 *
 * @param debug lets a test driver in: Playwright starts the app with an inspector
 */
const fuses = ({ debug = false } = {}) => ({
  // ELECTRON_RUN_AS_NODE would turn the app into a Node for anybody's scripts, with our name and rights.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  // Also disables NODE_EXTRA_CA_CERTS: certificates come from settings.
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: debug,
  // Checked by Electron on macOS and Windows; there is no such check on Linux.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  // Without it a folder `app` beside the archive would be run instead.
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
})

/** Sets every fuse and reads them back. Throws if Electron has one that is not in the table, or keeps another value. */
export const setFuses = async (program, options) => {
  const wanted = fuses(options)
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Apple silicon runs nothing without a signature; an ad-hoc one is enough.
    resetAdHocDarwinSignature: process.platform === 'darwin',
    ...wanted,
  })
  for (const [name, value] of Object.entries(await readFuses(program)))
    if (value !== wanted[FuseV1Options[name]]) throw new Error(`The fuse ${name} kept ${value}`)
}

/**
 * The fuses of a program by name: true, false, or null for one that was removed from Electron.
 *
 * @public the tests read them back
 */
export const readFuses = async (program) => {
  const wire = await getCurrentFuseWire(program)
  const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))
  const states = { [FuseState.ENABLE]: true, [FuseState.DISABLE]: false }
  return Object.fromEntries(names.map((name) => [name, states[wire[FuseV1Options[name]]] ?? null]))
}
