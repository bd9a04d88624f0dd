// npm run package: makes installers for this system in `dist/`; `-- --dir` only the folder that goes into them.
// SLUICE_PACKAGE_DEBUG=1 leaves the inspector's fuse on, for a test driver; SLUICE_ELECTRON_DIST is a folder or zip
// with Electron's distribution if it cannot be downloaded. Signing uses electron-builder's own variables (CSC_LINK,
// …).
import { mkdirSync } from 'node:fs'
import { arch, platform } from 'node:process'
import { handOver } from './lib/hand-over.mjs'
import { prepare } from './lib/prepare.mjs'
import { projectEnvironment } from './lib/environment.mjs'
import { projectNode } from './lib/project-node.mjs'
import { inRoot } from './lib/root.mjs'
import { main } from './lib/say.mjs'

await main(async () => {
  await prepare()
  mkdirSync(inRoot('.cache', 'package'), { recursive: true })
  const args = [inRoot('packaging', 'pack.mjs'), platform, arch, ...process.argv.slice(2)]
  return handOver(projectNode(), args, { env: projectEnvironment() })
})
