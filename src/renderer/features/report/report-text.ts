import type { RunEnd, RunView } from '../../../contract/run-view.ts'
import type { Snapshot } from '../../../contract/snapshot.ts'
import type { Failure } from '../../../contract/failure.ts'
import type { Neighbour, NeighbourName } from '../../../contract/neighbours.ts'

/** The version that runs, and its platform. */
export interface Build {
  readonly version: string
  readonly isDesktop: boolean
  /** The browser's user agent. */
  readonly browser: string
}

/**
 * What helps with a problem and is safe for anybody to read: versions, states, counts and codes. It contains no name,
 * address, path, id or message text.
 */
export const reportText = ({ version, isDesktop, browser }: Build, snapshot: Snapshot): string =>
  [
    `Sluice ${version}, ${isDesktop ? 'desktop app' : 'in a browser'}`,
    `System: ${browser}`,
    ...connectionLines(snapshot),
    ...(snapshot.run === null ? ['Run: none since the start'] : runLines(snapshot.run)),
  ].join('\n')

const connectionLines = ({ connection, neighbours }: Snapshot): readonly string[] => {
  switch (connection.state) {
    case 'connecting':
      return ['Connection: being made']
    case 'failed':
      return [`Connection: failed, ${codeOf(connection.failure)}`]
    case 'connected': {
      const line = (name: NeighbourName): string =>
        `${connection.source[name].embedded ? 'built in' : 'elsewhere'}, ${stateOf(neighbours[name])}`
      return [`Queue: ${line('queue')}`, `Database: ${line('database')}`]
    }
  }
}

const stateOf = (neighbour: Neighbour | null): string => {
  if (neighbour === null) return 'not looked at yet'
  return neighbour.state === 'reachable' ? 'answers' : `${neighbour.state}, ${codeOf(neighbour.failure)}`
}

const runLines = ({ counts, end, phase }: RunView): readonly string[] => [
  `Run: ${end === null ? phase.name : endOf(end)}`,
  `Messages: ${Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')}`,
]

const endOf = ({ outcome, failure }: RunEnd): string =>
  failure === null ? outcome : `${outcome}, ${codeOf(failure)}`

/** A code of the system or of PostgreSQL; anything else might be a name. */
const systemCode = /^(?:E[A-Z]{2,20}|[0-9A-Z]{5})$/

const codeOf = ({ code, details }: Failure): string =>
  details.code !== undefined && systemCode.test(details.code) ? `${code} (${details.code})` : code
