import { describe, expect, test } from 'vitest'
import { failure } from '../../src/contract/failure.ts'
import { noNeighbours, type Neighbour } from '../../src/contract/neighbours.ts'
import { logins } from '../../src/contract/logins.ts'
import { runButtons } from '../../src/renderer/features/monitor/run-buttons.ts'
import { primaryButton } from '../../src/renderer/state/primary-button.ts'

const idle = { connected: true, run: 'none', looking: false, primaryElsewhere: false } as const

describe('the buttons of a run', () => {
  test.each([
    ['at rest', idle, ['dry-run', '-', 'run'], 'third'],
    ['without a connection', { ...idle, connected: false }, ['-', '-', '-'], 'third'],
    ['in a dry run', { ...idle, looking: true }, ['-', 'stop', '-'], 'second'],
    ['in a run', { ...idle, run: 'running' }, ['pause', 'stop', '-'], 'second'],
    ['in a pause', { ...idle, run: 'paused' }, ['-', 'stop', 'resume'], 'third'],
    ['while a run finishes', { ...idle, run: 'finishing' }, ['-', '-', '-'], 'second'],
    ['where something else comes first', { ...idle, primaryElsewhere: true }, ['dry-run', '-', 'run'], null],
  ] as const)(
    'are, %s, those that make sense, and at most one of them is the primary one',
    (_, so, does, primary) => {
      const buttons = runButtons(so)
      const shown = [buttons.first, buttons.second, buttons.third]
      expect(shown.map((button) => (button.disabled ? '-' : button.does))).toEqual(does)
      expect(buttons.primary).toBe(primary)
    },
  )
})

describe('the one primary button of the window', () => {
  const away: Neighbour = { state: 'away', since: 1, failure: failure('not-ready'), nextTryAt: 9 }
  const restarting: Neighbour = { state: 'restarting', since: 1, failure: failure('not-ready'), attempt: 1 }
  const reach = (embedded: boolean, neighbours: Partial<Record<'queue' | 'database', Neighbour>>) => ({
    link: 'open' as const,
    loaded: true,
    snapshot: {
      connection: {
        state: 'connected' as const,
        source: {
          queue: { name: 'q', endpoint: 'e', embedded, deadLetters: null },
          database: { address: 'a', name: 'd', embedded },
          maskKey: { origin: 'o', checkValue: 'c' },
          event: logins,
          definition: 'logins 0123456789abcdef',
          notices: [],
          samples: 0,
        },
      },
      neighbours: { ...noNeighbours, ...neighbours },
    },
  })

  test('belongs to the run while all is well, and while what is away comes back by itself', () => {
    for (const so of [
      reach(true, {}),
      reach(false, { queue: away, database: away }),
      reach(true, { database: restarting }),
      { ...reach(true, { queue: away }), link: 'lost' as const },
    ])
      expect(primaryButton(so)).toEqual({ in: 'run' })
  })

  test('restarts what is built in and away, one of two', () => {
    expect(primaryButton(reach(true, { database: away }))).toEqual({ in: 'banner', of: 'database' })
    expect(primaryButton(reach(true, { queue: away, database: away }))).toEqual({ in: 'banner', of: 'queue' })
  })

  test('opens the remedy for a connection that failed', () => {
    const connection = {
      ...{ state: 'failed' as const, failure: failure('not-ready'), since: 1, nextTryAt: null },
    }
    expect(
      primaryButton({ link: 'open', loaded: true, snapshot: { connection, neighbours: noNeighbours } }),
    ).toEqual({ in: 'banner', of: 'connection' })
  })
})
