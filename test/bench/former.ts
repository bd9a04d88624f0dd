import { fork } from 'node:child_process'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildFormer } from '../support/former-version.ts'
import { answerOf } from './answer-of.ts'
import type { ProcessorPart, RatesOfGo } from './processor-process.ts'
import { section, spreadText, table, whole } from './report-parts.ts'
import { lowerBound, spread, type Spread } from './statistics.ts'
import { compete } from './throughput.ts'
import type { World } from './world.ts'

/** Both versions on the same work, in turns. */
interface Comparison {
  readonly work: string
  readonly former: Spread
  readonly now: Spread
  /**
   * The ratio of present to former rate, as the median of a turn's pairs: the mean of all turns, and the lower end of
   * the 95 % interval.
   */
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
 * How often each version runs in one turn. The machine itself is sometimes twice as fast, for seconds on end: only
 * runs close together can be compared.
 */
const tableSlices = 9
const processorSlices = 30

/** Each version this often, in turns: the one that is first in one pair is second in the next. */
const byTurns = (slices: number, first: number): readonly Version[] =>
  Array.from({ length: slices }, (_, index) =>
    (index + first) % 2 === 0 ? (['former', 'now'] as const) : (['now', 'former'] as const),
  ).flat()

/** A version's work on the processor, in its own process. */
interface ProcessorSide {
  readonly go: () => Promise<RatesOfGo>
  readonly end: () => void
}

const openSide = async (part: ProcessorPart): Promise<ProcessorSide> => {
  const child = fork(join(here, 'processor-process.js'), [JSON.stringify(part)])
  await answerOf(child)
  return {
    go: async () => {
      const answer = answerOf(child)
      child.send('go')
      return (await answer) as RatesOfGo
    },
    end: () => child.disconnect(),
  }
}

const here = dirname(process.argv[1] ?? '')

/** Each version's two works: the processor's by itself, and the whole way from a delivery to an entry. */
const openSides = async (bodies: number): Promise<readonly Readonly<Record<Version, ProcessorSide>>[]> => {
  const count = Math.round(bodies / processorSlices)
  const now = (name: string): string => pathToFileURL(join(here, `${name}.js`)).href
  const former = async (path: string): Promise<string> =>
    pathToFileURL(await buildFormer(path, { former: 'events' })).href
  const processor = 'processor' as const
  const formerEntries = await former('src/pipeline/batch.ts')
  return [
    {
      former: await openSide({ part: processor, module: await former('test/bench/processor.ts'), count }),
      now: await openSide({ part: processor, module: now('processor'), count }),
    },
    {
      former: await openSide({ part: 'former entries', module: formerEntries, count }),
      now: await openSide({ part: 'entries', module: now('prepare-logins'), count }),
    },
  ]
}

/** Today's version beside the last one that knew only logins. */
export const measureFormer = async (
  world: World,
  { count, bodies, turns }: FormerOptions,
  say: (line: string) => void,
): Promise<FormerStanding> => {
  const formerSide = await buildFormer('test/bench/sides/sluice.ts', { former: 'events' })
  const programs = { former: formerSide.replace(/\.js$/, ''), now: 'sluice' } as const
  const sides = await openSides(bodies)
  const turnsOf = emptyRates()
  const ratios = new Map<string, readonly number[]>()
  for (let turn = 0; turn < turns; turn += 1) {
    const first = turn % 2
    const rates = emptyRates()
    for (const version of byTurns(tableSlices, first)) {
      const contender = { side: programs[version], title: version, count, malformed: Math.round(count / 100) }
      const [standing] = await compete(world, [contender], 1, () => undefined)
      rates.add('From queue to table', version, standing?.rate.median ?? 0)
    }
    for (const side of sides)
      for (const version of byTurns(processorSlices, first))
        for (const { work, rate } of await side[version].go()) rates.add(work, version, rate)
    for (const [work, { former, now }] of rates.known) {
      const medians = { former: spread(former).median, now: spread(now).median }
      turnsOf.add(work, 'former', medians.former)
      turnsOf.add(work, 'now', medians.now)
      const ratio = spread(now.map((rate, index) => rate / (former[index] ?? rate))).median
      ratios.set(work, [...(ratios.get(work) ?? []), ratio])
      say(`${work}: ${Math.round(medians.former)}/s, now ${Math.round(medians.now)}/s, ${percent(ratio)}`)
    }
  }
  for (const { former, now } of sides) [former, now].forEach(({ end }) => end())
  const comparisons = [...turnsOf.known].map(([work, { former, now }]) => ({
    work,
    former: spread(former),
    now: spread(now),
    ratio: lowerBound(ratios.get(work) ?? []),
  }))
  return { count, bodies, turns, comparisons }
}

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
