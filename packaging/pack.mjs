// pack.mjs PLATFORM ARCH [--dir] [--output FOLDER]: lays out the app and lets electron-builder pack it. See
// scripts/package.mjs.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Arch, build, Platform } from 'electron-builder'
import { inRoot } from '../scripts/lib/root.mjs'
import { main, say, Trouble } from '../scripts/lib/say.mjs'
import { billName } from './artifact-names.mjs'
import { builderConfig } from './builder-config.mjs'
import { explainFailedPacking, possibleHere } from './possible-here.mjs'
import { forgetEmpty, isSigned } from './signing.mjs'
import { stage } from './stage.mjs'

const platforms = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS }

const hasProgram = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)))

/** electron-builder's result: the files that it made. */
const pack = async (options) => {
  try {
    return await build(options)
  } catch (error) {
    const why = explainFailedPacking(String(error?.message))
    throw why === null ? error : new Trouble(why)
  }
}

/** What this package lacks, in words. */
const shortcomings = ({ platform, debug, electronDist }) => [
  ...(electronDist === undefined ? [] : ['Electron came from SLUICE_ELECTRON_DIST, not from its release']),
  ...(isSigned(platform, process.env) ? [] : ['it is not signed']),
  ...(debug ? ['the inspector’s fuse is on: for tests only'] : []),
]

const keepBill = (folder, output, platform, arch) => {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  mkdirSync(output, { recursive: true })
  copyFileSync(join(folder, 'bom.json'), join(output, billName(version, platform, arch)))
}

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dir: { type: 'boolean', default: false },
      output: { type: 'string', default: inRoot('dist') },
    },
  })
  const [platform, arch] = positionals
  const possible = possibleHere(platform, hasProgram)
  if (possible.targets.length === 0) throw new Trouble(`There is no package for ${platform}.`)
  const debug = process.env.SLUICE_PACKAGE_DEBUG === '1'
  const electronDist = process.env.SLUICE_ELECTRON_DIST || undefined
  const folder = inRoot('.cache', 'package')
  const output = resolve(values.output)
  forgetEmpty(process.env)
  stage(folder, platform, arch, { debug })
  const made = await pack({
    targets: platforms[platform].createTarget(values.dir ? ['dir'] : possible.targets, Arch[arch]),
    projectDir: `${folder}/app`,
    config: builderConfig({ folder, output, debug, electronDist }),
    publish: 'never',
  })
  for (const file of made) say(file)
  if (!values.dir) keepBill(folder, output, platform, arch)
  const lacks = [...(values.dir ? [] : possible.lacks), ...shortcomings({ platform, debug, electronDist })]
  say(lacks.length === 0 ? 'Packed.' : `Packed; ${lacks.join('; ')}.`)
  return 0
})
