/** electron-builder's names for the systems in file names. */
const systems = { linux: 'linux', darwin: 'mac', win32: 'win' }

/** Each kind of package has its own words for a processor. */
const archNames = {
  x64: { AppImage: 'x86_64', deb: 'amd64', rpm: 'x86_64' },
  arm64: { rpm: 'aarch64' },
}

const kinds = { linux: ['AppImage', 'deb', 'rpm'], darwin: ['dmg', 'zip'], win32: ['exe'] }

/**
 * Every system and processor that there are packages for. Windows on ARM runs those for x64.
 *
 * @public for the tests
 */
export const packedSystems = [
  { platform: 'linux', arch: 'x64' },
  { platform: 'linux', arch: 'arm64' },
  { platform: 'darwin', arch: 'x64' },
  { platform: 'darwin', arch: 'arm64' },
  { platform: 'win32', arch: 'x64' },
]

/** For electron-builder, in its own macros. */
export const artifactPattern = '${productName}-${version}-${os}-${arch}.${ext}'

/**
 * The files that packing makes on one system, by kind: `{ deb: 'Sluice-0.1.0-linux-amd64.deb', … }`.
 *
 * @public for the tests
 */
export const artifactNames = (version, platform, arch) =>
  Object.fromEntries(
    kinds[platform].map((kind) => [
      kind,
      `Sluice-${version}-${systems[platform]}-${archNames[arch][kind] ?? arch}.${kind}`,
    ]),
  )

/** The bill of materials that is beside them. */
export const billName = (version, platform, arch) => `Sluice-${version}-${systems[platform]}-${arch}.cdx.json`

/** All files of a release. */
export const releaseNames = (version) =>
  packedSystems.flatMap(({ platform, arch }) => [
    ...Object.values(artifactNames(version, platform, arch)),
    billName(version, platform, arch),
  ])
