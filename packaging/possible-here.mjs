/** Each system's packages, by electron-builder's names. */
const targetsOf = { linux: ['AppImage', 'deb', 'rpm'], darwin: ['dmg', 'zip'], win32: ['nsis'] }

/**
 * What can be packed on this machine, and in words what is missing.
 *
 * @param hasProgram whether a program is on the search path
 * @returns `{ targets, lacks }`; no targets for a system that has no packages
 */
export const possibleHere = (platform, hasProgram) => {
  const targets = targetsOf[platform] ?? []
  if (!targets.includes('rpm') || hasProgram('rpmbuild')) return { targets, lacks: [] }
  return {
    targets: targets.filter((target) => target !== 'rpm'),
    lacks: ['there is no rpm, as rpmbuild is not installed'],
  }
}

/** A failure of electron-builder in one line with one thing to do, or null if it is unknown. */
export const explainFailedPacking = (message) => {
  if (
    /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|fetch failed|status code|HTTPError)\b/i.test(
      message,
    )
  )
    return (
      'Nothing was packed: Electron, or a tool for packing, could not be downloaded from github.com. Allow that, or name a ' +
      'folder or zip with Electron in SLUICE_ELECTRON_DIST and add -- --dir.'
    )
  return null
}
