import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { nodeBuild } from './electron.vite.config.ts'

const source = resolve(import.meta.dirname, 'src')

/** The rooms whose unit tests run on what was built. */
export const builtRooms = ['contract', 'pipeline', 'adapters', 'app', 'embedded'] as const

/** Each module by its path without the ending, as an entry of its own. Threads run when they are loaded, and have tests of their own. */
const modules = globSync(`{${builtRooms.join(',')}}/**/*.ts`, { cwd: source })
  .filter((path) => !path.endsWith('-thread.ts'))
  .map((path) => path.replaceAll('\\', '/').replace(/\.ts$/, ''))

/** The same modules as in the product, by the same rules, each in a file of its own so that its unit tests can import it. */
export default defineConfig({
  main: {
    build: {
      ...nodeBuild,
      outDir: '.cache/built-modules',
      rolldownOptions: {
        ...nodeBuild.rolldownOptions,
        input: Object.fromEntries(modules.map((path) => [path, resolve(source, `${path}.ts`)])),
      },
    },
  },
})
