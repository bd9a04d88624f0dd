import { pathToFileURL } from 'node:url'
import { buildFormer } from '../support/former-version.ts'
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
  /** Now by former, turn by turn: the mean, and the lower end of what is 95 % sure. */
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

interface Samples {
  readonly former: number[]
  readonly now: number[]
}

/** The version of today beside the last one that knew logins alone. Whoever is first in one turn is second in the next. */
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
  const samples = new Map<string, Samples>()
  const note = (work: string, version: keyof Samples, rate: number): void => {
    const known = samples.get(work) ?? { former: [], now: [] }
    known[version].push(rate)
    samples.set(work, known)
    say(`${work}, ${version}: ${Math.round(rate)}/s`)
  }
  const sides = { former: side, now: 'sluice' } as const
  const processors = { former: then.measureProcessor, now: measureProcessor } as const
  for (let turn = 0; turn < turns; turn += 1) {
    const order = (['former', 'now'] as const).toSorted(() => (turn % 2 === 0 ? 1 : -1))
    for (const version of order) {
      const contender = { side: sides[version], title: version, count, malformed: Math.round(count / 100) }
      const [standing] = await compete(world, [contender], 1, () => undefined)
      note('From queue to table', version, standing?.rate.median ?? 0)
    }
    for (const version of order)
      for (const { work, rate } of shared(processors[version](bodies, 1))) note(work, version, rate.median)
  }
  const comparisons = [...samples].map(([work, { former, now }]) => ({
    work,
    former: spread(former),
    now: spread(now),
    ratio: lowerBound(now.map((rate, index) => rate / (former[index] ?? rate))),
  }))
  return { count, bodies, turns, comparisons }
}

/** What both do under the same name. */
const shared = (standings: readonly ProcessorStanding[]): readonly ProcessorStanding[] =>
  standings.filter(({ work }) => work !== 'JSON.parse alone')

export const formerSection = ({ count, bodies, turns, comparisons }: FormerStanding): string => {
  const text =
    `Today's version beside the last one that knew the six fields of logins by heart, ${turns} turns each by turns: ${whole(count)} messages from queue to ` +
    `table, one in a hundred malformed, and ${whole(bodies)} bodies on the processor alone. Messages, or masks, a second.`
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
