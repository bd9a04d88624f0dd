import { describe, expect, it } from 'vitest'
import { failure } from '../../src/contract/failure.ts'
import type { MonitorEvent } from '../../src/contract/events.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'
import { reportText } from '../../src/renderer/features/report/report-text.ts'
import { ended, running } from '../e2e/monitor-states.ts'
import { firstPlace, sourceOf } from '../e2e/scripted-places.ts'

const build = { version: '0.1.0', isDesktop: true, browser: 'Chrome/1' }
const after = (...events: readonly MonitorEvent[]): Snapshot => events.reduce(fold, emptySnapshot)
const linesAfter = (...events: readonly MonitorEvent[]) => reportText(build, after(...events)).split('\n')

const connected: MonitorEvent = { type: 'connected', source: sourceOf(firstPlace) }
const away = (code: string): MonitorEvent => ({
  type: 'neighbour',
  which: 'database',
  neighbour: {
    ...{ state: 'away', since: 0, nextTryAt: 1 },
    failure: failure('database-not-listening', { address: 'first.test:5432', code }),
  },
})

describe('the report of an installation', () => {
  it('says what is running, what answers, and how the last run ended', () => {
    expect(
      linesAfter(connected, away('ECONNREFUSED'), ...running({ loaded: 1, rejected: 2 }), ended('failed')),
    ).toEqual([
      'Sluice 0.1.0, desktop app',
      'System: Chrome/1',
      'Queue: elsewhere, not looked at yet',
      'Database: elsewhere, away, database-not-listening (ECONNREFUSED)',
      'Run: failed, database-disk-full',
      'Messages: 1360 received, 1 loaded, 1234 duplicates, 2 rejected, 123 released',
    ])
  })

  it.each(['first.test', 'anna@first.test', '/home/anna', 'EANNA.TEST', 'e\u202ecode', ''])(
    'has no code that might be a name: %j',
    (code) => {
      expect(linesAfter(connected, away(code))).toContain('Database: elsewhere, away, database-not-listening')
    },
  )

  it('contains no name, address, key or id, whatever the names of the connection and the run', () => {
    const text = linesAfter(connected, away('ECONNREFUSED'), ...running()).join('\n')
    for (const told of ['first', 'test', '5432', '0011223344556677', '6f1c2b1e', 'user_logins'])
      expect(text).not.toContain(told)
  })

  it('says so if there is no connection', () => {
    expect(linesAfter()).toContain('Connection: being made')
    const cause = failure('database-missing', { address: 'a.test:5432', database: 'typo' })
    expect(linesAfter({ type: 'connection-failed', failure: cause, at: 1, nextTryAt: null })).toContain(
      'Connection: failed, database-missing',
    )
  })
})
