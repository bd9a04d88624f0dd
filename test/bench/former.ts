import { pathToFileURL } from 'node:url'
import type { ReadingRules } from '../../src/app/run-rules.ts'
import { logins } from '../../src/contract/logins.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import { createMask, type Mask } from '../../src/pipeline/mask.ts'
import { createPrepare, type Prepare } from '../../src/pipeline/prepare.ts'
import type { Reject } from '../../src/pipeline/reject.ts'
import { buildFormer } from '../support/former-version.ts'
import { rateOfEntries, sampleDeliveries } from './entries.ts'
import { measureProcessor, type ProcessorStanding } from './processor.ts'
import { section, spreadText, table, whole } from './report-parts.ts'
import { lowerBound, spread, type Spread } from './statistics.ts'
import { compete } from './throughput.ts'
import type { World } from './world.ts'

/** Both versions at one work, by turns. */
interface Comparison {
  readonly work: string
  readonly former: Spread
  readonly now: Spread
  /** Now by former, the median of a turn's pairs of goes: the mean of all turns, and the lower end of what is 95 % sure. */
  readonly ratio: { readonly mean: number; readonly lower: number }
}

export interface FormerStanding {
  readonly count: number
  readonly bodies: number
  readonly turns: number
  readonly comparisons: readonly Comparison[]
}

export interface FormerOptions {
  /** Messages a turn from queue to table. */
  readonly count: number
  /** Bodies a turn for the processor alone. */
  readonly bodies: number
  readonly turns: number
}

type Version = 'former' | 'now'

/** Rates by work and version. */
const emptyRates = () => {
  const known = new Map<string, Readonly<Record<Version, number[]>>>()
  return {
    known,
    add: (work: string, version: Version, rate: number): void => {
      const rates = known.get(work) ?? { former: [], now: [] }
      rates[version].push(rate)
      known.set(work, rates)
    },
  }
}

/**
 * How often each version has its go in one turn. The machine itself is at times twice as fast as at others, for seconds on end: only
 * goes that follow one another closely can be compared.
 */
const tableSlices = 9
const processorSlices = 30

/** Each version so often, in turns: the one that goes first in one pair goes second in the next. */
const byTurns = (slices: number, first: number): readonly Version[] =>
  Array.from({ length: slices }, (_, index) =>
    (index + first) % 2 === 0 ? (['former', 'now'] as const) : (['now', 'former'] as const),
  ).flat()

/** The version of today beside the last one that knew logins alone. */
export const measureFormer = async (
  world: World,
  { count, bodies, turns }: FormerOptions,
  say: (line: string) => void,
): Promise<FormerStanding> => {
  const side = (await buildFormer('test/bench/sides/sluice.ts', { former: 'events' })).replace(/\.js$/, '')
  const script = await buildFormer('test/bench/processor.ts', { former: 'events' })
  const then = (await import(pathToFileURL(script).href)) as {
    readonly measureProcessor: typeof measureProcessor
  }
  const prepares = {
    former: await formerPrepare(),
    now: createPrepare(compileJudge(logins, mask), reject),
  } as const
  const deliveries = sampleDeliveries(Math.round(bodies / processorSlices))
  const turnsOf = emptyRates()
  const ratios = new Map<string, readonly number[]>()
  const sides = { former: side, now: 'sluice' } as const
  const processors = { former: then.measureProcessor, now: measureProcessor } as const
  for (let turn = 0; turn < turns; turn += 1) {
    const first = turn % 2
    const rates = emptyRates()
    for (const version of byTurns(tableSlices, first)) {
      const contender = { side: sides[version], title: version, count, malformed: Math.round(count / 100) }
      const [standing] = await compete(world, [contender], 1, () => undefined)
      rates.add('From queue to table', version, standing?.rate.median ?? 0)
    }
    for (const version of byTurns(processorSlices, first))
      for (const { work, rate } of shared(processors[version](Math.round(bodies / processorSlices), 1)))
        rates.add(work, version, rate.median)
    for (const version of byTurns(processorSlices, first))
      rates.add(
        'from delivery to masked row or rejection',
        version,
        rateOfEntries(prepares[version], deliveries),
      )
    for (const [work, { former, now }] of rates.known) {
      const medians = { former: spread(former).median, now: spread(now).median }
      turnsOf.add(work, 'former', medians.former)
      turnsOf.add(work, 'now', medians.now)
      const ratio = spread(now.map((rate, index) => rate / (former[index] ?? rate))).median
      ratios.set(work, [...(ratios.get(work) ?? []), ratio])
      say(`${work}: ${Math.round(medians.former)}/s, now ${Math.round(medians.now)}/s, ${percent(ratio)}`)
    }
  }
  const comparisons = [...turnsOf.known].map(([work, { former, now }]) => ({
    work,
    former: spread(former),
    now: spread(now),
    ratio: lowerBound(ratios.get(work) ?? []),
  }))
  return { count, bodies, turns, comparisons }
}

const mask = createMask(new Uint8Array(32).fill(1))

/** Sealing was left as it was. */
const reject: Reject = (_, reasons) => ({
  ...{ kind: 'rejected', reasons, sealedBody: Buffer.alloc(0), bodyBytes: 0 },
})

/** The same work, from a delivery to an entry, by the version of then: it made rows with names for their values. */
const formerPrepare = async (): Promise<Prepare> => {
  const { href } = pathToFileURL(await buildFormer('src/pipeline/batch.ts', { former: 'events' }))
  const then = (await import(href)) as {
    readonly createPrepare: (mask: Mask, reject: Reject, rules: ReadingRules) => Prepare
  }
  return then.createPrepare(mask, reject, { allowUnknownFields: false })
}

/** What both did under the same name: that version masked what it had read, and made no row of it. */
const shared = (standings: readonly ProcessorStanding[]): readonly ProcessorStanding[] =>
  standings.filter(({ work }) => ['read strictly', 'parse and validate', 'mask one value'].includes(work))

export const formerSection = ({ count, bodies, turns, comparisons }: FormerStanding): string => {
  const text =
    `Today's version beside the last one that knew the six fields of logins by heart, in ${turns} turns. In each turn both versions take ${whole(count)} ` +
    `messages from queue to table, one in a hundred malformed, ${tableSlices} times, and ${whole(bodies)} bodies on the processor alone in ` +
    `${processorSlices} goes. Goes that follow one another make a pair; the share of a turn is the median of its pairs. Messages, or masks, a second.`
  return section(
    'Beside a version that knew logins alone',
    'former',
    text,
    table(
      ['work', 'former', 'now', 'now of former, 95 % sure to be above'],
      comparisons.map(({ work, former, now, ratio }) => [
        work,
        spreadText(former),
        spreadText(now),
        `${percent(ratio.mean)}, ${percent(ratio.lower)}`,
      ]),
    ),
  )
}

const percent = (share: number): string => `${Math.round(share * 100)} %`
