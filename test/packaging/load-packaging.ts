import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Loads a part of packing. They are plain JavaScript without declarations, so the caller says their shape. */
export const loadPackaging = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(resolve(import.meta.dirname, '../../packaging', name)).href)) as T

/** What electron-builder is told, as far as tests read it. */
export type BuilderConfig = Readonly<Record<string, unknown>>

interface Wanted {
  readonly folder: string
  readonly output: string
  readonly electronDist?: string
}

export const { builderConfig } = await loadPackaging<{
  readonly builderConfig: (wanted: Wanted) => BuilderConfig
}>('builder-config.mjs')

export const { artifactNames, billName } = await loadPackaging<{
  readonly artifactNames: (
    version: string,
    platform: string,
    arch: string,
  ) => Readonly<Record<string, string>>
  readonly billName: (version: string, platform: string, arch: string) => string
}>('artifact-names.mjs')

/** Every system and processor that there is a package for. */
export const packedSystems = [
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['darwin', 'x64'],
  ['darwin', 'arm64'],
  ['win32', 'x64'],
] as const
