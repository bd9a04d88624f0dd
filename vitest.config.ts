import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const globalSetup = resolve(import.meta.dirname, 'test/support/global-setup.ts')

/** Unit and integration tests. Those in `test/e2e` drive the built app and belong to Playwright. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    environment: 'node',
    // Own processes: a leaked connection or a caught signal stays with the file that caused it.
    pool: 'forks',
    // They mostly wait, for a database, a queue or a process; so more of them than there are cores.
    maxWorkers: 3,
    testTimeout: 20_000,
    // Setting up may mean to start a PostgreSQL and a queue.
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
  },
})
