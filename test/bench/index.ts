import { compete } from './throughput.ts'
import { openWorld } from './world.ts'
const world = await openWorld()
const n = Number(process.argv[2] ?? 20000)
const s = await compete(
  world,
  [
    { side: 'ceiling-default', title: 'ceiling', count: n },
    { side: 'ceiling-tuned', title: 'tuned', count: n },
    { side: 'sluice', title: 'sluice', count: n },
  ],
  Number(process.argv[3] ?? 3),
  (l) => console.log(l),
)
for (const x of s) console.log(x.title, Math.round(x.rate.median), Math.round(x.cpuPerMessage.median))
await world.close()
process.exit(0)
