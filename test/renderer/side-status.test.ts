import { describe, expect, it } from 'vitest'
import { failure, failureCodes, type FailureCode } from '../../src/contract/failure.ts'
import { sideOfFailure } from '../../src/contract/side-of-failure.ts'
import { nextTryWords, sideStatus } from '../../src/renderer/state/side-status.ts'
import { doorOf } from '../../src/renderer/shell/door.ts'
import { reaches, type ReachName } from '../support/reaches.ts'

describe('the status line', () => {
  it.each<[ReachName, string, string]>([
    ['opening', 'connecting: connecting', 'connecting: connecting'],
    ['lost', 'unknown: not known', 'unknown: not known'],
    ['connecting', 'connecting: connecting', 'connecting: connecting'],
    ['failed by the queue', 'away: not connected since 3000', 'unknown: not checked'],
    ['failed by the database', 'unknown: not checked', 'away: not connected since 3000 next 8000'],
    ['failed by neither', 'away: not connected since 3000', 'away: not connected since 3000'],
    ['connected', 'reachable: – since 1000', 'reachable: – since 1000'],
    ['not looked yet', 'reachable: –', 'reachable: –'],
    ['queue gone', 'away: not answering since 2000 next 9000', 'reachable: – since 1000'],
    ['database gone', 'reachable: – since 1000', 'away: not answering since 2000 next 9000'],
    ['both gone', 'away: not answering since 2000 next 9000', 'away: not answering since 2000 next 9000'],
    ['queue restarting', 'restarting: restarting (attempt 2 of 5) since 2000', 'reachable: – since 1000'],
    ['database restarting', 'reachable: – since 1000', 'restarting: restarting (attempt 2 of 5) since 2000'],
  ])('says how queue and database stand where the page is %s', (name, queue, database) => {
    const words = (side: 'queue' | 'database'): string => {
      const { state, words: said, since, nextTryAt } = sideStatus(reaches[name], side)
      const when = `${since === null ? '' : ` since ${since}`}${nextTryAt === null ? '' : ` next ${nextTryAt}`}`
      return `${state}: ${said ?? '–'}${when}`
    }
    expect([words('queue'), words('database')]).toEqual([queue, database])
  })

  it('says why something is away, and what to do about it', () => {
    for (const name of Object.keys(reaches) as ReachName[]) {
      for (const side of ['queue', 'database'] as const) {
        const { state, cause } = sideStatus(reaches[name], side)
        expect(cause !== null, `${name}, ${side}`).toBe(state === 'away' || state === 'restarting')
      }
    }
  })

  it('counts down to the next try', () => {
    expect(nextTryWords(9_000, 4_500)).toBe('next try in 5 s')
    expect(nextTryWords(9_000, 9_000)).toBe('trying now')
  })
})

describe('the side that a failure is about', () => {
  it.each<[string, readonly FailureCode[], 'queue' | 'database' | null]>([
    ['the queue', ['queue-missing', 'queue-busy', 'queue-token-expired', 'embedded-queue-failed'], 'queue'],
    [
      'the database',
      [
        'database-unreachable',
        'database-not-named',
        'pooler-forbids',
        'table-needs-change',
        'schema-newer',
        'key-mismatch',
        'rights-missing',
        'embedded-database-failed',
        'certificate-untrusted',
      ],
      'database',
    ],
    ['neither', ['engine-ended', 'data-folder-busy', 'settings-broken', 'internal'], null],
  ])('is %s', (_, codes, side) => {
    expect(codes.map((code) => sideOfFailure(failure(code)))).toEqual(codes.map(() => side))
  })

  it('is, for a certificate, the one that has an endpoint, or an address', () => {
    expect(sideOfFailure(failure('certificate-outdated', { endpoint: 'https://sqs' }))).toBe('queue')
    expect(sideOfFailure(failure('certificate-outdated', { address: 'db:5432' }))).toBe('database')
  })
})

describe('the remedy', () => {
  it.each<[ReturnType<typeof doorOf>, readonly FailureCode[]]>([
    ['alter-table', ['table-needs-change']],
    ['name-database', ['database-not-named']],
    ['event-change', ['event-changed', 'event-change-refused']],
    ['keys', ['key-mismatch', 'key-unusable', 'key-zero', 'keys-equal']],
    [
      'connection',
      [
        'queue-missing',
        'queue-host-unknown',
        'database-refused',
        'database-missing',
        'event-file-missing',
        'settings-broken',
      ],
    ],
    ['none', ['engine-ended', 'data-folder-busy', 'embedded-database-failed', 'internal']],
  ])('is %s', (door, codes) => {
    expect(codes.map((code) => doorOf(failure(code)))).toEqual(codes.map(() => door))
  })

  it('leads to the connection for everything about the queue or the database without its own remedy', () => {
    const others = failureCodes.filter((code) => doorOf(failure(code)) === 'none')
    expect(
      others.filter((code) => /^(?:queue|database|pooler|certificate|table|schema)-/.test(code)),
    ).toEqual([
      // The first ends runs and no connection, the second needs another Sluice.
      'table-refuses',
      'queue-files-newer',
    ])
  })
})
