import { buildApp } from 'fauxqs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startLocalPostgres } from '../../src/embedded/local-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's, for a database that no test uses itself. */
    readonly databaseUrl: string
    /** Base URL of a service that speaks the protocol of SQS and takes any access key. */
    readonly queueEndpoint: string
  }
}

/**
 * One PostgreSQL and one queue service for all test files; each file has its own database and each test its own
 * queue.
 */
export const setup = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'sluice-test-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  // If we are root, PostgreSQL runs under another account, which must be able to pass through.
  await chmod(folder, 0o711)

  const first = await startLocalPostgres(folder, 'for-tests-only', 'tcp')
  await configure(first.url)
  await first.close()
  const postgres = await startLocalPostgres(folder, 'for-tests-only', 'tcp')
  started.defer(postgres.close)

  const queue = buildApp({ logger: false }) as unknown as Pick<Server, 'listen' | 'close'>
  const endpoint = await queue.listen({ port: 0, host: '127.0.0.1' })
  started.defer(() => queue.close())

  provide('databaseUrl', withoutProof(postgres.url))
  provide('queueEndpoint', endpoint)
  const kept = started.move()
  return () => kept.disposeAsync()
}

interface Server {
  readonly listen: (address: { readonly port: number; readonly host: string }) => Promise<string>
  readonly close: () => Promise<void>
}

/** Room for as many test files at once as the machine has processors, and no waiting for the disk. */
const configure = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const setting of ['max_connections = 400', 'fsync = off', 'full_page_writes = off'])
      await client.query(`alter system set ${setting}`)
  } finally {
    await client.end()
  }
}

/** Tests put other servers and proxies in its place, which cannot prove their identity. */
const withoutProof = (url: string): string => {
  const plain = new URL(url)
  plain.search = ''
  return plain.href
}
