import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from 'vite'

const folder = resolve(import.meta.dirname, '../../.cache/prove')

/** Bundles `worker.ts` or `mover.ts`, since the migrations are part of a bundle; returns the path of the result. */
export const buildWorker = async (name: 'worker' | 'mover' = 'worker'): Promise<string> => {
  const whole = resolve(folder, `${name}-${process.pid}`)
  const partial = `${whole}.partial`
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, '../..'),
    logLevel: 'warn',
    ssr: { target: 'node' },
    build: {
      ssr: resolve(import.meta.dirname, `${name}.ts`),
      target: 'node24',
      outDir: partial,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: `${name}.js` } },
    },
  })
  if (existsSync(whole)) await rm(whole, { recursive: true })
  await rename(partial, whole)
  return resolve(whole, `${name}.js`)
}
