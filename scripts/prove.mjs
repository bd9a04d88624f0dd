// npm run prove: starts its own queue, PostgreSQL and workers, kills, cuts and redelivers, and accounts for every
// message. `npm run prove -- --help` lists its options; docs/reliability.md explains what it shows.
import { projectEnvironment } from './lib/environment.mjs'
import { handOver } from './lib/hand-over.mjs'
import { ensurePgBouncer } from './lib/pgbouncer-install.mjs'
import { prepare } from './lib/prepare.mjs'
import { projectNode } from './lib/project-node.mjs'
import { inRoot } from './lib/root.mjs'
import { main } from './lib/say.mjs'

await main(async () => {
  await prepare()
  await ensurePgBouncer()
  // Node runs TypeScript by stripping the types.
  return handOver(projectNode(), [inRoot('test/prove/prove.ts'), ...process.argv.slice(2)], {
    env: projectEnvironment(),
  })
})
