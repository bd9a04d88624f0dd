// npm run screenshots: remakes the pictures in docs/screenshots, from the built app with sample messages.
import { ensureChromium } from './lib/chromium-install.mjs'
import { projectEnvironment } from './lib/environment.mjs'
import { handOver } from './lib/hand-over.mjs'
import { prepare } from './lib/prepare.mjs'
import { projectNode } from './lib/project-node.mjs'
import { inRoot, root } from './lib/root.mjs'
import { main } from './lib/say.mjs'

await main(async () => {
  process.chdir(root)
  await prepare()
  const env = projectEnvironment({ SLUICE_CHROMIUM: await ensureChromium() })
  return handOver(projectNode(), [inRoot('test/e2e/take-screenshots.ts')], { env })
})
