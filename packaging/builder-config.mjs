import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from '../scripts/lib/root.mjs'
import { artifactPattern } from './artifact-names.mjs'
import { setFuses } from './fuses.mjs'
import { rpmAfterRemove } from './rpm-after-remove.mjs'

/** The same as `setAppUserModelId` gets in `src/main/identity.ts`. */
const appId = 'io.github.sluice.sluice'

const programIn = ({ appOutDir, electronPlatformName, packager }) => {
  const { productFilename } = packager.appInfo
  if (electronPlatformName === 'darwin') return join(appOutDir, `${productFilename}.app`)
  return join(
    appOutDir,
    electronPlatformName === 'win32' ? `${productFilename}.exe` : packager.executableName,
  )
}

const { version: electronVersion } = JSON.parse(
  readFileSync(inRoot('node_modules', 'electron', 'package.json'), 'utf8'),
)

/**
 * electron-builder's configuration.
 *
 * @param folder what `stage` has laid out
 * @param output where packages go
 * @param debug leaves the inspector's fuse on, for a test driver
 * @param electronDist a folder or zip with Electron's distribution, instead of downloading it
 */
export const builderConfig = ({ folder, output, debug = false, electronDist }) => ({
  appId,
  productName: 'Sluice',
  copyright: 'Copyright © the Sluice authors',
  directories: { output, buildResources: inRoot('packaging') },
  electronVersion,
  ...(electronDist === undefined ? {} : { electronDist }),
  asar: true,
  // Everything that runs is already laid out, and nothing needs compiling.
  npmRebuild: false,
  nodeGypRebuild: false,
  buildDependenciesFromSource: false,
  extraFiles: [
    { from: join(folder, 'licences.txt'), to: 'licences.txt' },
    { from: join(folder, 'bom.json'), to: 'bom.json' },
  ],
  artifactName: artifactPattern,
  publish: null,
  afterPack: async (context) => {
    // Copied here, as electron-builder leaves out folders called node_modules; signing comes later.
    const resources = context.packager.getResourcesDir(context.appOutDir)
    cpSync(join(folder, 'engine'), join(resources, 'engine'), { recursive: true, verbatimSymlinks: true })
    await setFuses(programIn(context), { debug })
  },
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    executableName: 'sluice',
    // The menu entry has the window's name, so that a desktop matches the two.
    syncDesktopName: true,
    category: 'Development;Database',
    desktop: { entry: { Keywords: 'ETL;SQS;PostgreSQL;', SingleMainWindow: 'true' } },
    maintainer: 'the Sluice authors',
    synopsis: 'A desktop ETL monitor: from SQS to PostgreSQL, masked',
    icon: inRoot('packaging', 'icons'),
  },
  // The older runtime needs libfuse2, which today's systems no longer include, and starts the app without its
  // sandbox.
  toolsets: { appimage: '1.0.3' },
  deb: { packageCategory: 'database' },
  rpm: { packageCategory: 'Applications/Databases', afterRemove: join(folder, rpmAfterRemove) },
  mac: {
    target: ['dmg', 'zip'],
    category: 'public.app-category.developer-tools',
    icon: inRoot('packaging', 'icon.icns'),
    minimumSystemVersion: '13.0',
    hardenedRuntime: true,
  },
  win: { target: ['nsis'], icon: inRoot('packaging', 'icon.ico') },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
})
