import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import { obeyTests } from './control.ts'

/*
 * node --import ./test/stand-in/register.ts out/main/index.js --user-data-dir=…
 *
 * Runs the built main process in plain Node, with a real Chromium for its windows, if Electron itself is not
 * available.
 */
const standIn = new URL('./electron.ts', import.meta.url).href

// Threads inherit `--import`; the pipeline's have no Electron, and need none.
if (isMainThread) {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
  })
  obeyTests(await import('./electron.ts'))
}
