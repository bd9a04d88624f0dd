import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { leastVersion } from '../../src/adapters/postgres/migrate.ts'
import { builderConfig } from '../packaging/load-packaging.ts'
import { postgresMajors } from '../support/postgres-versions.ts'

const textOf = (path: string): string => readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8')
const readme = textOf('README.md')
const about = JSON.parse(textOf('package.json')) as {
  readonly version: string
  readonly license: string
  readonly engines: { readonly node: string }
}

describe('the README says', () => {
  it('the version and the licence of the package', () => {
    expect(readme).toContain(`**Status: ${about.version}, not released.**`)
    expect(readme).toContain(`[${about.license} licence](LICENSE)`)
    expect(textOf('LICENSE')).toMatch(new RegExp(`^${about.license} License`))
  })

  it('the oldest supported Node, macOS and PostgreSQL', () => {
    expect(readme).toContain(`Node ${about.engines.node.replace('>=', '')} or newer`)
    const { mac } = builderConfig({ folder: '/staged', output: '/made' })
    const { minimumSystemVersion } = mac as { readonly minimumSystemVersion: string }
    expect(readme).toContain(`macOS ${Number(minimumSystemVersion)} or newer`)
    expect(readme).toContain(`Your own PostgreSQL must be ${leastVersion} or newer`)
  })

  it('the versions of PostgreSQL that the tests run against, and the newest of them', () => {
    const newest = postgresMajors.at(-1)
    expect(readme).toContain(`PostgreSQL ${postgresMajors.slice(0, -1).join(', ')} and ${newest},`)
    expect(readme).toContain(`Versions ${leastVersion} to ${newest}, directly or through PgBouncer`)
  })
})

describe('docker-compose.yml', () => {
  const { services } = parse(textOf('docker-compose.yml')) as {
    readonly services: Readonly<
      Record<string, { readonly profiles: readonly string[]; readonly ports: readonly string[] }>
    >
  }
  const portsOf = (profile: string) =>
    Object.values(services).flatMap(({ profiles, ports }) => (profiles.includes(profile) ? ports : []))

  it('has the two profiles of the README, each with a queue and a database at the ports that it names', () => {
    expect(new Set(Object.values(services).flatMap(({ profiles }) => profiles))).toEqual(
      new Set([...readme.matchAll(/--profile ([a-z-]+)/g)].map(([, name]) => name)),
    )
    const [, queue = '', database = ''] =
      /AWS_ENDPOINT_URL_SQS=http:\/\/localhost:(\d+) DATABASE_URL=\S+:(\d+)\//.exec(readme) ?? []
    expect(portsOf('take-home')).toEqual([`127.0.0.1:${queue}:${queue}`, `127.0.0.1:${database}:${database}`])
    const [, current = ''] = /its endpoint is http:\/\/localhost:(\d+)/.exec(readme) ?? []
    expect(portsOf('current')).toEqual([
      `127.0.0.1:${current}:${current}`,
      `127.0.0.1:${database}:${database}`,
    ])
  })

  it('opens every port on this machine only, as each begins with 127.0.0.1', () => {
    const open = Object.values(services).flatMap(({ ports }) => ports)
    expect(open.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
    expect(open).toHaveLength(4)
  })
})
