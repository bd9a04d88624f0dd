import { existsSync, globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const globalSetup = resolve(import.meta.dirname, 'test/support/global-setup.ts')

/** What a file does that others in its process would feel: it puts something else in the place of a module or a global. */
const changesItsProcess = /\bvi\.(?:mock|doMock|stubGlobal|resetModules)\(|\bprocess\.chdir\(/

const all = globSync('test/**/*.test.ts', { cwd: import.meta.dirname })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.startsWith('test/e2e/'))

/** Tests of how soon something is noticed, or how long something is held. They fail where others have the machine. */
const mindsTime = all.filter((path) => path.startsWith('test/reliability/'))

/** Tests that call the command line have the streams and the environment of the process meanwhile. */
const alone = all.filter(
  (path) =>
    path.startsWith('test/cli/') ||
    (!mindsTime.includes(path) &&
      changesItsProcess.test(readFileSync(resolve(import.meta.dirname, path), 'utf8'))),
)

/** How every file is run, wherever what it imports comes from. */
interface Imports {
  readonly plugins?: readonly Plugin[]
  readonly external?: readonly RegExp[]
}

/**
 * Unit and integration tests. Those in `test/e2e` drive the built app and belong to Playwright.
 *
 * To start a process and load what a test needs takes as long as most tests do. So a worker keeps its modules for one file after
 * the other, and only those files have a process to themselves that would change it for others.
 */
export const testsOn = ({ plugins = [], external = [] }: Imports) => {
  const project = (name: string, own: TestProjectInlineConfiguration['test']) => ({
    plugins: [...plugins],
    test: {
      name,
      environment: 'node' as const,
      // A process may be killed and ask for signals; a thread may not.
      pool: 'forks' as const,
      // They mostly wait, for a database, a queue or a process; so more of them than there are cores.
      maxWorkers: 5,
      testTimeout: 20_000,
      // Setting up may mean to start a PostgreSQL and a queue.
      hookTimeout: 60_000,
      teardownTimeout: 20_000,
      unstubEnvs: true,
      restoreMocks: true,
      // The built command line is called as it is: no part of it goes through Vite.
      server: { deps: { external: [/[/\\]out[/\\]main[/\\]/, ...external] } },
      ...own,
    },
  })
  return defineConfig({
    test: {
      globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
      projects: [
        project('in time', { include: mindsTime, isolate: true, maxWorkers: 3, sequence: { groupOrder: 0 } }),
        project('alone', { include: alone, isolate: true, sequence: { groupOrder: 1 } }),
        project('together', {
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', '**/node_modules/**', ...mindsTime, ...alone],
          isolate: false,
          sequence: { groupOrder: 1 },
        }),
      ],
    },
  })
}

export default testsOn({})
