import { describe, expect, it } from 'vitest'
import { noCounts, type Counts, type Depth, type Outcome } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import type { RunEnd, RunView } from '../../src/contract/run-view.ts'
import { stateSentence } from '../../src/renderer/state/state-sentence.ts'
import { reaches, type ReachName } from '../support/reaches.ts'

interface End {
  readonly outcome: Outcome
  readonly failure?: RunEnd['failure']
  readonly maxMessages?: number
  readonly maxSeconds?: number
}

const ends: Readonly<Record<string, End>> = {
  drained: { outcome: 'drained' },
  stopped: { outcome: 'stopped' },
  'message limit': { outcome: 'limit', maxMessages: 1 },
  'time limit': { outcome: 'limit', maxSeconds: 600 },
  'both limits, by time': { outcome: 'limit', maxMessages: 1_000_000, maxSeconds: 90 },
  'a limit that is forgotten': { outcome: 'limit' },
  failed: { outcome: 'failed', failure: failure('database-failed', { code: 'XX000' }) },
  'too many rejected': {
    outcome: 'failed',
    failure: failure('too-many-rejected', { rejected: '60', judged: '100', share: '60', count: '55' }),
  },
}

const countsOf = (counts: Partial<Counts>): Counts => ({ ...noCounts, ...counts })

const fates: Readonly<Record<string, Counts>> = {
  'nothing came': noCounts,
  'one came': countsOf({ received: 1, loaded: 1 }),
  'all loaded': countsOf({ received: 1_200, loaded: 1_200 }),
  'one rejected': countsOf({ received: 1, rejected: 1 }),
  'few rejected': countsOf({ received: 100, loaded: 99, rejected: 1 }),
  'most rejected': countsOf({ received: 1_200, loaded: 100, rejected: 1_100 }),
  'most of the new rejected': countsOf({ received: 1_000, duplicates: 990, loaded: 2, rejected: 8 }),
  'some went back': countsOf({ received: 490, loaded: 99, rejected: 1, released: 390 }),
  'most of the settled rejected': countsOf({ received: 490, loaded: 1, rejected: 99, released: 390 }),
  'one went back': countsOf({ received: 2, loaded: 1, released: 1 }),
}

interface Level {
  readonly reach: ReachName
  readonly depth: Depth | null
}

const at = (visible: number, inFlight = 0, when = 2_000): Level => ({
  reach: 'connected',
  depth: { visible, inFlight, delayed: 0, at: when },
})

const levels: Readonly<Record<string, Level>> = {
  empty: at(0),
  'one waits': at(1),
  'many wait': at(50_020),
  'held by others': at(0, 20),
  'not read since': at(50_020, 0, 500),
  'never read': { reach: 'connected', depth: null },
  'queue gone': { reach: 'queue gone', depth: null },
}

interface Since {
  readonly leftRejected: (rejected: number) => number | null
  readonly isOtherDefinition: boolean
}

const sinces: Readonly<Record<string, Since>> = {
  'not known': { leftRejected: () => null, isOtherDefinition: false },
  'all left': { leftRejected: (rejected) => rejected, isOtherDefinition: false },
  'one left': { leftRejected: (rejected) => Math.min(1, rejected), isOtherDefinition: false },
  'none left': { leftRejected: () => 0, isOtherDefinition: false },
  'another definition': { leftRejected: (rejected) => rejected, isOtherDefinition: true },
}

/** As far as a run can end so. */
const isPossible = (end: string, { received, rejected, released }: Counts): boolean =>
  (released === 0 || end === 'stopped' || end === 'failed' || end === 'too many rejected') &&
  (end !== 'too many rejected' || rejected > 10) &&
  (end !== 'message limit' || received > 0)

interface Said {
  readonly name: string
  readonly end: string
  readonly counts: Counts
  readonly level: string
  readonly since: string
  readonly text: string
  readonly waiting: string | null
  readonly tone: string
}

const said: readonly Said[] = Object.entries(ends).flatMap(([endName, end]) =>
  Object.entries(fates)
    .filter(([, counts]) => isPossible(endName, counts))
    .flatMap(([fate, counts]) =>
      Object.entries(levels).flatMap(([level, { reach, depth }]) =>
        Object.entries(sinces).map(([since, { leftRejected, isOtherDefinition }]) => {
          const run: RunView = {
            ...{ runId: 'r', startedAt: 0, until: 'empty', phase: { name: 'finishing' }, held: 0 },
            ...{ idle: { ms: 0, since: null }, recent: [], notes: null, bottleneck: null, trend: [] },
            ...{ maxMessages: end.maxMessages ?? null, maxSeconds: end.maxSeconds ?? null, counts },
            end: { at: 1_000, outcome: end.outcome, failure: end.failure ?? null, left: null },
          }
          const sentence = stateSentence(
            {
              ...reaches[reach],
              snapshot: { ...reaches[reach].snapshot, run, depth },
              ...{ looking: false, isOtherDefinition, leftRejected: leftRejected(counts.rejected) },
            },
            5_000,
          )
          const name = [endName, fate, level, since].join(', ')
          return { name, end: endName, counts, level, since, ...sentence }
        }),
      ),
    ),
)

const mostly = ({ loaded, rejected }: Counts): boolean => rejected > loaded

describe('the sentence for an ended run, of every end, queue and fate of what it rejected', () => {
  it('reads as it was read aloud', async () => {
    const runs = said.map(({ text, tone }) => `${text} (${tone})`)
    const levels = said.map(({ waiting }) => waiting ?? 'Nothing about the queue.')
    const lines = [runs, levels].map((all) => [...new Set(all)].toSorted().join('\n'))
    await expect(`${lines.join('\n\n')}\n`).toMatchFileSnapshot('./run-ends.txt')
  })

  it('tells of the run in the past, and of the present only what waits or is left', () => {
    for (const { name, text, waiting } of said) {
      const past = text.replace(
        /; (?:[\d,]+ (?:is|are) left to deal|(?:it has|all have) been dealt) with/,
        '',
      )
      expect(past, name).not.toMatch(/\b(?:is|are|has|have|stays?|holds?|waits?|may|will|goes)\b/)
      expect(`${past} ${waiting ?? ''}`.trimEnd(), name).toMatch(/^[A-Z].*\.$/)
      expect(text, name).not.toMatch(/null|undefined|NaN|\b1 messages|\b1 are| {2}/)
    }
  })

  it('says that the queue is empty or that something waits, never both, and neither where nobody knows', () => {
    for (const { name, level, text, waiting } of said) {
      const now = waiting ?? ''
      expect(/waiting|in flight/.test(now), name).toBe(
        ['one waits', 'many wait', 'held by others'].includes(level),
      )
      expect(/not known/.test(now), name).toBe(level === 'queue gone')
      if (/empty/.test(now)) expect(level, name).toBe('empty')
      // A drained run has said so itself.
      if (level === 'empty') expect(/empty now/.test(now), name).toBe(!text.startsWith('Drained'))
    }
  })

  it('names the limit that was reached', () => {
    const ofLimits: Readonly<Record<string, RegExp>> = {
      'message limit': /^Message limit reached: [\d,]+ messages? (?:was|were) received\./,
      'time limit': /^Time limit reached: it ran for 10 min\./,
      'both limits, by time': /^Time limit reached: it ran for 1 min 30 s\./,
      'a limit that is forgotten': /^Limit reached: [\d,]+ messages? (?:was|were) received\./,
    }
    for (const { name, end, text } of said) {
      expect(text, name).toMatch(ofLimits[end] ?? /^(?!.*limit)/i)
    }
  })

  it('blames a run for what it rejected as long as that is left and was judged by the definition in force', () => {
    for (const { name, end, counts, since, text, tone } of said) {
      const isOver = since === 'none left' || since === 'another definition'
      const isBlamed = mostly(counts) && !isOver && (since !== 'one left' || counts.rejected === 1)
      const isFailed = end === 'failed' || (end === 'too many rejected' && !isOver)
      expect(tone, name).toBe(isBlamed || isFailed ? 'loud' : 'plain')
      if (since === 'none left' && mostly(counts)) expect(text, name).toContain('been dealt with')
      if (since === 'another definition' && mostly(counts))
        expect(text, name).toMatch(/rejected by an earlier definition/)
      if (!mostly(counts)) expect(text, name).not.toContain('rejected')
    }
  })
})
