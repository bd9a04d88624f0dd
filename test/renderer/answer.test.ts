import { describe, expect, it } from 'vitest'
import { failure, FailureError } from '../../src/contract/failure.ts'
import { answerOf, both, valueOf, type Answer, type Asked } from '../../src/renderer/state/answer.ts'
import { cutOf, mayAsk, type Side } from '../../src/renderer/state/cut.ts'
import { lackSentence, lackWords } from '../../src/renderer/state/lack-words.ts'
import { reaches, type ReachName } from '../support/reaches.ts'

const cause = new FailureError(failure('database-failed', { code: '57014' }))

/** What a query can have: nothing yet, an answer, an answer to the former question, an error, or both of these. */
const asked = {
  nothing: { data: undefined, error: null, dataUpdatedAt: 0, isPlaceholderData: false },
  answer: { data: 0, error: null, dataUpdatedAt: 500, isPlaceholderData: false },
  former: { data: 7, error: null, dataUpdatedAt: 0, isPlaceholderData: true },
  error: { data: undefined, error: cause, dataUpdatedAt: 0, isPlaceholderData: false },
  'answer, then error': { data: 0, error: cause, dataUpdatedAt: 500, isPlaceholderData: false },
} as const satisfies Readonly<Record<string, Asked<number>>>

type AskedName = keyof typeof asked

const names = Object.keys(reaches) as ReachName[]
const cutDatabase: readonly ReachName[] = names.filter((name) => cutOf(reaches[name], 'database') !== null)

describe('what cuts the page off from a source', () => {
  it.each<[Side, readonly ReachName[]]>([
    [
      'database',
      [
        'opening',
        'lost',
        'connecting',
        'failed by the queue',
        'failed by the database',
        'failed by neither',
        'database gone',
        'both gone',
        'database restarting',
      ],
    ],
    [
      'queue',
      [
        'opening',
        'lost',
        'connecting',
        'failed by the queue',
        'failed by the database',
        'failed by neither',
        'queue gone',
        'both gone',
        'queue restarting',
      ],
    ],
    ['sluice', ['opening', 'lost']],
  ])('cuts the way to the %s in these states and no others', (side, cut) => {
    expect(names.filter((name) => cutOf(reaches[name], side) !== null)).toEqual(cut)
  })

  it('prevents nobody from asking a neighbour that may be back', () => {
    expect(names.filter((name) => mayAsk(cutOf(reaches[name], 'database')))).toEqual([
      'connected',
      'not looked yet',
      'queue gone',
      'database gone',
      'both gone',
      'queue restarting',
      'database restarting',
    ])
  })
})

describe('what is known of an answer', () => {
  it.each(names.flatMap((name) => (Object.keys(asked) as AskedName[]).map((had) => [name, had] as const)))(
    'is told truly where the page is %s and has %s',
    (name, had) => {
      const answer: Answer<number> = answerOf(asked[had], cutOf(reaches[name], 'database'))
      const isCut = cutDatabase.includes(name)
      const hasOwn = had === 'answer' || had === 'answer, then error'
      const hasError = had === 'error' || had === 'answer, then error'
      const expected: Answer<number>['state'] =
        isCut || hasError
          ? hasOwn
            ? 'stale'
            : name === 'connecting' || name === 'opening'
              ? 'pending'
              : 'failed'
          : had === 'nothing'
            ? 'pending'
            : 'answered'
      expect(answer.state).toBe(expected)
      // Nothing unknown can be read from it: only an answer, new or old, has a value.
      expect(valueOf(answer) === null).toBe(expected === 'pending' || expected === 'failed')
      if (answer.state === 'stale') expect(answer.at).toBe(500)
      if (answer.state === 'stale' || answer.state === 'failed') expect(lackWords(answer.lack)).not.toBe('')
    },
  )

  it('names the failure only if nothing else on the screen does', () => {
    const failed = answerOf(asked.error, null)
    const cut = answerOf(asked.error, cutOf(reaches['database gone'], 'database'))
    if (failed.state !== 'failed' || cut.state !== 'failed') throw new Error('Neither has an answer')
    expect(lackSentence(failed.lack)).toBe('PostgreSQL answered with an error (57014).')
    expect(lackSentence(cut.lack)).toBeNull()
  })

  it('of two answers is as good as the worse', () => {
    const lack = { why: 'lost' } as const
    const answers: readonly Answer<number>[] = [
      { state: 'answered', value: 1 },
      { state: 'stale', value: 1, at: 5, lack },
      { state: 'pending', connecting: false },
      { state: 'failed', lack },
    ]
    for (const [a, first] of answers.entries())
      for (const [b, second] of answers.entries())
        expect(both(first, second).state).toBe(answers[Math.max(a, b)]?.state)
    const older = { state: 'stale', value: 2, at: 3, lack } as const
    expect(both({ state: 'stale', value: 1, at: 5, lack }, older)).toMatchObject({ value: [1, 2], at: 3 })
  })
})
