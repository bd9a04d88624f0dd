import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anchorOf } from './anchors.ts'

const documents = globSync(['*.md', 'docs/**/*.md']).map((path) => path.replaceAll('\\', '/'))

const textOf = (path: string): string => readFileSync(path, 'utf8')

/** Without code. */
const prose = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '')

const anchorsOf = (path: string): ReadonlySet<string> =>
  new Set([...prose(textOf(path)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)))

const linksIn = (path: string): readonly string[] =>
  [...prose(textOf(path)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)

/** Pages of the repository on GitHub, which are not files. */
const pagesOfRepository = /^(?:\.\.\/)+security\/advisories\/new$/

/** The missing target of a document's link; null if it exists, or is elsewhere. */
const missing = (document: string, link: string): string | null => {
  if (/^[a-z]+:/.test(link) || pagesOfRepository.test(link)) return null
  const [path = '', anchor] = link.split('#')
  const file = path === '' ? document : join(dirname(document), path)
  if (!existsSync(file)) return `${document}: ${link}`
  return anchor === undefined || anchorsOf(file).has(anchor) ? null : `${document}: ${link}`
}

/** The files that a document names, from the repository's root. */
const filesIn = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/`((?:test|src|docs|scripts|packaging|docker)\/[^`\s]*)`/g)].map(
    ([, file = '']) => file,
  )

it('the README has the numbers of its pictures', () => {
  const [, count = '', malformed = ''] =
    /seeded = \{ count: ([\d_]+), malformed: ([\d_]+) \}/.exec(textOf('test/e2e/take-screenshots.ts')) ?? []
  const number = (text: string): number => Number(text.replaceAll('_', ''))
  // A new built-in queue has a hundred samples, one of them malformed.
  const [all, rejected] = [number(count) + 100, number(malformed) + 1]
  const told = [all, all - rejected, rejected].map((one) => one.toLocaleString('en-US'))
  expect(textOf('README.md')).toContain(
    `${told[0]} sample messages: ${told[1]} were loaded and ${told[2]} rejected`,
  )
  expect(textOf('README.md')).toContain(`alt="The Rejected view: ${told[2]} messages`)
})

it('docs/operations.md has the measured sizes and calls', () => {
  const rowsOf = (path: string): readonly string[] => textOf(path).match(/^\| 1[0,]+ \|.*million \|$/gm) ?? []
  expect(rowsOf('docs/benchmarks.md')).toHaveLength(4)
  expect(rowsOf('docs/operations.md')).toEqual(rowsOf('docs/benchmarks.md'))
  const { measured } = JSON.parse(textOf('docs/benchmarks.json')) as {
    measured: { size: { date: string; commit: string } }
  }
  expect(textOf('docs/operations.md')).toContain(
    `-- size\` on ${measured.size.date}, commit ${measured.size.commit}`,
  )
})

describe('everything that the documents name', () => {
  it('exists: every link, with its heading', () => {
    const found = documents.flatMap((path) => linksIn(path).map((link) => missing(path, link)))
    expect(found.length).toBeGreaterThan(40)
    expect(found.filter((one) => one !== null)).toEqual([])
  })

  it('exists: every file of the source, by any part of its path', () => {
    const there = globSync(['src/**/*', '*.*', 'docs/**/*', 'scripts/**/*']).map(
      (path) => `/${path.replaceAll('\\', '/')}`,
    )
    const named = documents.flatMap((path) =>
      [...textOf(path).matchAll(/`([a-z][\w./-]*\.(?:tsx?|mjs|sql))`/g)].map(([, file = '']) => ({
        path,
        file,
      })),
    )
    expect(named.length).toBeGreaterThan(300)
    expect(
      named
        .filter(({ file }) => !existsSync(file) && !there.some((path) => path.endsWith(`/${file}`)))
        .map(({ path, file }) => `${path}: ${file}`),
    ).toEqual([])
  })

  it('exists: every file and every folder', () => {
    const named = documents.flatMap((path) => filesIn(path).map((file) => ({ path, file })))
    expect(named.length).toBeGreaterThan(150)
    expect(
      named
        .filter(({ file }) => globSync(file.replace(/\/$/, '')).length === 0)
        .map(({ path, file }) => `${path}: ${file}`),
    ).toEqual([])
  })
})
