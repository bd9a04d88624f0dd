import { globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { defineConfig } from 'vite'

/** Builds each side of the benchmarks as a separate program, beside the program that runs them. */
const here = import.meta.dirname
const programs = ['index.ts', 'queue-process.ts', 'processor-process.ts']
const modules = ['processor.ts', 'prepare-logins.ts']
const entries = [...programs, ...modules, ...globSync('sides/*.ts', { cwd: here })]

export default defineConfig({
  root: here,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node24',
    outDir: resolve(here, '../../out/bench'),
    emptyOutDir: true,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((path) => [basename(path, '.ts'), resolve(here, path)])),
    },
  },
})
