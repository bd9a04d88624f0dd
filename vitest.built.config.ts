import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { builtRooms } from './built-modules.config.ts'
import { testsOn } from './vitest.config.ts'

const source = resolve(import.meta.dirname, 'src')
const built = resolve(import.meta.dirname, '.cache/built-modules')
const inBuiltRoom = new RegExp(`^(${builtRooms.join('|')})[/\\\\].+\\.ts$`)

/** Whoever asks for a module of these rooms gets the one that was built from it, tests and other rooms alike. */
const useBuiltModules: Plugin = {
  name: 'sluice:use-built-modules',
  enforce: 'pre',
  async resolveId(id, importer, options) {
    const found = await this.resolve(id, importer, { ...options, skipSelf: true })
    const path = found?.id.startsWith(source) ? found.id.slice(source.length + 1) : null
    if (path === null || !inBuiltRoom.test(path)) return null
    // Where it is missing, loading it fails: nothing falls back to the source.
    return resolve(built, path.replace(/\.ts$/, '.js'))
  },
}

/** The tests as they are, on what was built: as many as there are on the source. `npm test` runs this one. */
export default testsOn({
  plugins: [useBuiltModules],
  external: [/[/\\]\.cache[/\\]built-modules[/\\]/],
})
