import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const source = (path: string) => resolve(import.meta.dirname, 'src', path)

/**
 * How everything that runs in Node is built, whatever its entries. Nothing that was written is left out: the bundler takes
 * calls of functions that it knows for calls that do nothing where nobody uses their value, and one may be there for what it
 * throws. Vite says `dce-only` where nothing is said of `output.minify`.
 */
export const nodeBuild = {
  target: 'node24',
  rolldownOptions: { treeshake: false, output: { minify: false } },
} as const

/**
 * One build for every front door. `out/main` holds the Electron main process, the command line and the two worker
 * threads as entries beside each other, so that they share chunks and find each other by relative URL.
 */
export default defineConfig({
  main: {
    build: {
      ...nodeBuild,
      rolldownOptions: {
        ...nodeBuild.rolldownOptions,
        input: {
          index: source('main/index.ts'),
          cli: source('cli/index.ts'),
          'engine-thread': source('app/engine-thread.ts'),
          'queue-thread': source('embedded/queue-thread.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [react()],
    build: { minify: true, rolldownOptions: { input: source('renderer/index.html') } },
  },
})
