import { describe, expect, it } from 'vitest'
import { failure } from '../../src/contract/failure.ts'
import { absentNeighbours, type Neighbour } from '../../src/contract/neighbours.ts'
import { neighbourReason, neighbourWords } from '../../src/renderer/format/neighbour.ts'

const cause = failure('database-unreachable', { address: 'db:5432', code: 'ECONNREFUSED' })
const away: Neighbour = { state: 'away', since: 1, failure: cause }
const here: Neighbour = { state: 'reachable', since: 1 }

describe('what the status line says of queue and database', () => {
  it('names those that do not answer and none that do, or that nobody has looked at', () => {
    const names = (queue: Neighbour | null, database: Neighbour | null) =>
      absentNeighbours({ queue, database }).map(([name]) => name)
    expect(names(null, null)).toEqual([])
    expect(names(here, here)).toEqual([])
    expect(names(here, away)).toEqual(['database'])
    expect(names(away, away)).toEqual(['queue', 'database'])
  })

  it('says what is the matter, why, and what to do', () => {
    expect(neighbourWords('queue', away)).toBe('Queue not answering')
    const restarting = { ...away, state: 'restarting', attempt: 2 } as const
    expect(neighbourWords('database', restarting)).toBe('Database stopped; restarting (attempt 2)')
    expect(neighbourReason(away)).toBe(
      'PostgreSQL at db:5432 does not answer (ECONNREFUSED). Check the host and the port, and that no firewall on the way drops the packets.',
    )
  })
})
