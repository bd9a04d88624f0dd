import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Loads a part of packing. They are plain JavaScript without declarations, so the caller says their shape. */
export const loadPackaging = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(resolve(import.meta.dirname, '../../packaging', name)).href)) as T

/** electron-builder's configuration, as far as tests read it. */
export type BuilderConfig = Readonly<Record<string, unknown>>

interface Wanted {
  readonly folder: string
  readonly output: string
  readonly electronDist?: string
}

export const { builderConfig } = await loadPackaging<{
  readonly builderConfig: (wanted: Wanted) => BuilderConfig
}>('builder-config.mjs')

type Platform = 'linux' | 'darwin' | 'win32'
type Processor = 'x64' | 'arm64'

export const { artifactNames, packedSystems, releaseNames } = await loadPackaging<{
  readonly artifactNames: (
    version: string,
    platform: Platform,
    arch: Processor,
  ) => Readonly<Record<string, string>>
  readonly packedSystems: readonly { readonly platform: Platform; readonly arch: Processor }[]
  readonly releaseNames: (version: string) => readonly string[]
}>('artifact-names.mjs')
