// checksums.mjs FOLDER TAG: checks that a release has all its files, and writes their SHA256SUMS beside them.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from '../scripts/lib/root.mjs'
import { main, say, Trouble } from '../scripts/lib/say.mjs'
import { releaseNames } from './artifact-names.mjs'

const sumOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')

await main(() => {
  const [folder, tag] = process.argv.slice(2)
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  if (tag !== `v${version}`) throw new Trouble(`The tag is ${tag}, but package.json says ${version}.`)
  const names = releaseNames(version).sort()
  const missing = names.filter((name) => !existsSync(join(folder, name)))
  if (missing.length > 0) throw new Trouble(`The release lacks ${missing.join(', ')}.`)
  // In sha256sum's format.
  const lines = names.map((name) => `${sumOf(join(folder, name))}  ${name}\n`)
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''))
  say(`${names.length} files, all there.`)
  return 0
})
