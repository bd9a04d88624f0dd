import { startFauxqs } from 'fauxqs'
import { sampleBodies } from '../../src/app/sample.ts'

/** The queue of a benchmark, in a process of its own and in memory: fills on request, in the process, so that no time goes into sending. */
export type QueueRequest = { readonly fill: number; readonly malformed: number; readonly seed: number }

const name = 'bench-queue'
const server = await startFauxqs({ port: 0, logger: false })
server.createQueue(name, { attributes: { VisibilityTimeout: '300' } })
process.send?.({ endpoint: `http://127.0.0.1:${server.port}`, queue: name })

process.on('message', ({ fill, malformed, seed }: QueueRequest) => {
  server.purgeAll()
  server.createQueue(name, { attributes: { VisibilityTimeout: '300' } })
  for (const body of sampleBodies({ count: fill, malformed, seed })) server.sendMessage(name, body)
  process.send?.({ filled: fill })
})
process.on('disconnect', () => process.exit(0))
