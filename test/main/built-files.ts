import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const out = resolve(import.meta.dirname, '../../out')

/** Every script and page of the build, which `npm test` makes first: path inside `out`, and text. */
export const builtFiles = (): readonly (readonly [path: string, text: string])[] =>
  readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:c?js|html)$/.test(path) && statSync(join(out, path)).isFile())
    .map((path) => [path, readFileSync(join(out, path), 'utf8')] as const)

const specifiers = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)["']([^"']+)["']/g

/** The modules that an entry of `out/main` loads, through all of its chunks; later imports count as well. */
export const modulesOf = (entry: string): ReadonlySet<string> => {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(specifiers)) {
      if (name.startsWith('.')) visit(resolve(dirname(file), name))
      else packages.add(name)
    }
  }
  visit(join(out, 'main', entry))
  for (const file of seen)
    if (!file.startsWith(out)) throw new Error(`${relative(out, file)} is not of the build`)
  return packages
}
