import { relative, sep } from 'node:path'
import { root } from './root.mjs'

/** Folders of tests that must have the same number of tests in the source and in what was built from it. */
export const comparedFolders = ['contract', 'pipeline', 'adapters', 'app'].map((room) => `test/${room}`)

const nameOf = (path) => relative(root, path).split(sep).join('/')

const isCompared = (name) => comparedFolders.some((folder) => name.startsWith(`${folder}/`))

/** How many tests each file has, by the files' names. */
const tally = (entries) => {
  const counts = new Map()
  for (const [path, count] of entries) {
    const name = nameOf(path)
    if (isCompared(name)) counts.set(name, (counts.get(name) ?? 0) + count)
  }
  return counts
}

/**
 * Compares the tests that ran on what was built (Vitest's JSON report) with those in the source (`vitest list
 * --json`). Returns both sums, and a sentence for each file in which they differ.
 */
export const compareTests = (report, listed) => {
  const ran = tally(report.testResults.map((file) => [file.name, file.assertionResults.length]))
  const there = tally(listed.map(({ file }) => [file, 1]))
  const names = [...new Set([...ran.keys(), ...there.keys()])].sort()
  const sum = (counts) => [...counts.values()].reduce((total, count) => total + count, 0)
  return {
    ran: sum(ran),
    there: sum(there),
    differences: names
      .filter((name) => ran.get(name) !== there.get(name))
      .map(
        (name) => `${name}: ${ran.get(name) ?? 0} on what was built, ${there.get(name) ?? 0} on the source`,
      ),
  }
}
