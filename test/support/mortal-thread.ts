import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { engineThread, queueThread } from './built.ts'

/** Worker threads of the build that end with an error when they are told to. */
export interface MortalThreads {
  readonly engine: URL
  readonly queue: URL
  readonly kill: (which: 'engine' | 'queue') => Promise<void>
}

/** The built threads behind a few lines that watch for a file. */
export const makeMortalThreads = async (folder: string): Promise<MortalThreads> => {
  const make = async (name: string, built: URL): Promise<URL> => {
    const path = join(folder, `${name}-thread.js`)
    const order = join(folder, `${name}.end`)
    await writeFile(
      path,
      `import { existsSync, rmSync } from 'node:fs'
       setInterval(() => {
         if (!existsSync(${JSON.stringify(order)})) return
         rmSync(${JSON.stringify(order)})
         throw new RangeError('the end')
       }, 20).unref()
       await import(${JSON.stringify(built.href)})`,
    )
    return pathToFileURL(path)
  }
  return {
    engine: await make('engine', engineThread),
    queue: await make('queue', queueThread),
    kill: (which) => writeFile(join(folder, `${which}.end`), ''),
  }
}
