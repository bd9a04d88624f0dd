// pack.mjs PLATFORM ARCH [--dir] [--output FOLDER]: lays the app out and has electron-builder pack it. See scripts/package.mjs.
import { parseArgs } from 'node:util'
import { Arch, build, Platform } from 'electron-builder'
import { inRoot } from '../scripts/lib/root.mjs'
import { main, say, Trouble } from '../scripts/lib/say.mjs'
import { builderConfig } from './builder-config.mjs'
import { stage } from './stage.mjs'

const platforms = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS }

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dir: { type: 'boolean', default: false },
      output: { type: 'string', default: inRoot('dist') },
    },
  })
  const [platform, arch] = positionals
  if (platforms[platform] === undefined) throw new Trouble(`There is no package for ${platform}.`)
  const debug = process.env.SLUICE_PACKAGE_DEBUG === '1'
  const electronDist = process.env.SLUICE_ELECTRON_DIST || undefined
  const folder = inRoot('.cache', 'package')
  stage(folder, platform, arch)
  const targets = platforms[platform].createTarget(values.dir ? ['dir'] : undefined, Arch[arch])
  const config = builderConfig({ folder, output: values.output, debug, electronDist })
  const made = await build({ targets, projectDir: `${folder}/app`, config, publish: 'never' })
  for (const file of made) say(file)
  const lacks = [
    ...(electronDist === undefined ? [] : ['Electron came from SLUICE_ELECTRON_DIST, not from its release']),
    ...(platform !== 'linux' && !process.env.CSC_LINK && !process.env.CSC_NAME ? ['it is not signed'] : []),
    ...(debug ? ['the inspector’s fuse is on: for tests only'] : []),
  ]
  say(lacks.length === 0 ? 'Packed.' : `Packed; ${lacks.join('; ')}.`)
  return 0
})
