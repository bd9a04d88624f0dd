import type { ReadingRules } from '../../src/app/run-rules.ts'
import { createMask, type Mask } from '../../src/pipeline/mask.ts'
import type { Prepare } from '../../src/pipeline/prepare.ts'
import type { Reject } from '../../src/pipeline/reject.ts'
import { rateOfEntries, sampleDeliveries } from './entries.ts'
import type { prepareLogins } from './prepare-logins.ts'
import type { measureProcessor } from './processor.ts'

/**
 * One kind of work of one version, in a separate process that does nothing else: how a function is compiled depends
 * on all its callers. Each message asks for one round, the answer is its rates.
 */
export interface ProcessorPart {
  readonly part: 'processor' | 'entries' | 'former entries'
  /** The address of the version's module, a `file:` URL. */
  readonly module: string
  /** Bodies in each go. */
  readonly count: number
}

/** Messages, or masks, for each second of processor time. */
export type RatesOfGo = readonly { readonly work: string; readonly rate: number }[]

/** Sealing was left as it was. */
const reject: Reject = (_, reasons) => ({
  ...{ kind: 'rejected', reasons, sealedBody: Buffer.alloc(0), bodyBytes: 0 },
})

/** What both versions did under the same name: the former one masked what it had read without making a row. */
const works = ['read strictly', 'parse and validate', 'mask one value']

const openPart = async ({ part, module, count }: ProcessorPart): Promise<() => RatesOfGo> => {
  const version = (await import(module)) as {
    readonly measureProcessor: typeof measureProcessor
    readonly prepareLogins: typeof prepareLogins
    readonly createPrepare: (mask: Mask, reject: Reject, rules: ReadingRules) => Prepare
  }
  if (part === 'processor')
    return () =>
      version
        .measureProcessor(count, 1)
        .filter(({ work }) => works.includes(work))
        .map(({ work, rate }) => ({ work, rate: rate.median }))
  const mask = createMask(new Uint8Array(32).fill(1))
  const prepare =
    part === 'entries'
      ? version.prepareLogins(mask, reject)
      : version.createPrepare(mask, reject, { allowUnknownFields: false })
  const deliveries = sampleDeliveries(count)
  return () => [
    { work: 'from delivery to masked row or rejection', rate: rateOfEntries(prepare, deliveries) },
  ]
}

const go = await openPart(JSON.parse(process.argv[2] ?? '') as ProcessorPart)
process.on('message', () => process.send?.(go()))
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
