import { runEngine } from './engine.ts'
import { faultPoints, setTrap, type FaultPoint } from './fault-points.ts'

/**
 * A worker that kills itself: `worker.js POINT HIT`. Everything but the trap is the engine as the app wires it; it
 * reads its queue and database from the environment like any worker.
 */
const [point = '', hit = '1'] = process.argv.slice(2)
const isPoint = (text: string): text is FaultPoint => (faultPoints as readonly string[]).includes(text)
if (!isPoint(point)) throw new Error(`No such fault point: ${point}`)

const need = (name: string): string => process.env[name] ?? ''

const { end, counts } = await runEngine(
  {
    endpoint: need('AWS_ENDPOINT_URL_SQS'),
    queueName: need('SLUICE_QUEUE'),
    databaseUrl: need('DATABASE_URL'),
    dataFolder: need('SLUICE_DATA_DIR'),
  },
  // Small batches, so that the point is passed many times.
  { ...setTrap(point, Number(hit)), limits: { batchRows: 20, receivers: 4, writers: 2 } },
)
process.stdout.write(`${JSON.stringify({ end, ...counts })}\n`)
process.exitCode = end === 'drained' ? 0 : 1
