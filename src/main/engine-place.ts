import { app } from 'electron'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkShippedFiles, readShippedFiles } from './shipped-files.ts'

/**
 * Where the engine's thread is. In a checkout it is beside main. In a packed app it is outside the archive, as
 * threads and programs cannot be started from inside. Every file there is compared with the list made when the app
 * was packed, before any of it runs. So is our part of the archive: Electron checks it on Windows and macOS only, and
 * on no system says in words what is wrong. Throws `FailureError` with `installation-altered`.
 */
export const findEngineThread = async (besideMain: URL): Promise<URL> => {
  if (!app.isPackaged) return besideMain
  const archive = app.getAppPath()
  const listIn = (name: string) => readShippedFiles(join(archive, name), `app.asar/${name}`)
  await checkShippedFiles(join(archive, 'out'), await listIn('archive-files.json'), 'app.asar/out/')
  const engine = join(process.resourcesPath, 'engine')
  await checkShippedFiles(engine, await listIn('engine-files.json'))
  return pathToFileURL(join(engine, 'out', 'main', 'engine-thread.js'))
}
