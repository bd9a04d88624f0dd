import { relative, sep } from 'node:path'
import { root } from './root.mjs'

/** Folders of tests whose number must be the same on the source and on what was built from it. */
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
 * Holds the tests that ran on what was built (Vitest's JSON report) against those that the source has (`vitest list --json`).
 * Answers both sums, and the files in which they differ in words.
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
