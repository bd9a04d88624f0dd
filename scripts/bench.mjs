// npm run bench [-- SECTION…] [--quick]: compares Sluice with others, and writes docs/benchmarks.md and .json.
import { ensureChromium } from './lib/chromium-install.mjs'
import { memoryFlags } from './lib/command-line.mjs'
import { projectEnvironment } from './lib/environment.mjs'
import { handOver } from './lib/hand-over.mjs'
import { prepare } from './lib/prepare.mjs'
import { projectNode } from './lib/project-node.mjs'
import { inRoot } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { main, Trouble } from './lib/say.mjs'
import { tool } from './lib/tool.mjs'

await main(async () => {
  await prepare()
  const sections = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  const needsBrowser =
    sections.length === 0
      ? !process.argv.includes('--report')
      : sections.some((section) => ['window', 'scroll'].includes(section))
  const env = projectEnvironment({
    SLUICE_MEMORY_FLAGS: memoryFlags.join(' '),
    ...(needsBrowser ? { SLUICE_CHROMIUM: await ensureChromium() } : {}),
  })
  const node = projectNode()
  const config = inRoot('test/bench/vite.config.ts')
  const { code } = await run(node, [tool('vite'), 'build', '--config', config], { env })
  if (code !== 0) throw new Trouble('The benchmarks could not be built; what is wrong stands above.')
  return handOver(node, [inRoot('out/bench/index.js'), ...process.argv.slice(2)], { env })
})
