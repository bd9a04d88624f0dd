// npm run prove: starts a queue, a PostgreSQL and workers of its own, kills, cuts and redelivers, and counts what became of
// every message. `npm run prove -- --help` tells what it takes; docs/reliability.md what it shows.
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
  // Node reads TypeScript by leaving the types out.
  return handOver(projectNode(), [inRoot('test/prove/prove.ts'), ...process.argv.slice(2)], {
    env: projectEnvironment(),
  })
})
