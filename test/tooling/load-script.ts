import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Loads one of the scripts' parts. They are plain JavaScript without declarations, so the caller says their shape. */
export const loadScript = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(resolve(import.meta.dirname, '../../scripts/lib', name)).href)) as T
