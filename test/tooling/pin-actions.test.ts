import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let base: string
let workflow: string

const git = (repository: string, ...args: string[]): string =>
  execFileSync(
    'git',
    ['-C', join(base, repository), '-c', 'user.name=T', '-c', 'user.email=t@example.invalid', ...args],
    {
      encoding: 'utf8',
    },
  ).trim()

const commit = (repository: string): string => {
  git(repository, 'commit', '--quiet', '--allow-empty', '--message', 'A change')
  return git(repository, 'rev-parse', 'HEAD')
}

const makeRepository = (repository: string): string => {
  mkdirSync(join(base, repository), { recursive: true })
  git(repository, 'init', '--quiet')
  return commit(repository)
}

const pin = () => {
  const script = resolve(import.meta.dirname, '../../scripts/pin-actions.mjs')
  const { status, stderr } = spawnSync(
    process.execPath,
    [script, '--from', base, '--folder', join(base, 'workflows')],
    { encoding: 'utf8' },
  )
  return { status, told: stderr }
}

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sluice-pin-'))
  mkdirSync(join(base, 'workflows'))
  workflow = join(base, 'workflows/ci.yml')
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const steps = (checkout: string, deep: string) => `steps:
      - uses: ${checkout}
        with: { persist-credentials: false }
      - name: one inside a repository
        uses: ${deep}
      - run: echo "uses: actions/checkout@v6"
  other:
    uses: ./.github/workflows/desktop.yml
`

describe('npm run pin-actions', () => {
  it('writes the commit of each tag, of plain and annotated ones, and leaves everything else as it was', () => {
    const plain = makeRepository('actions/checkout')
    git('actions/checkout', 'tag', 'v6')
    const annotated = makeRepository('actions/cache')
    git('actions/cache', 'tag', '--annotate', 'v5', '--message', 'Signed')
    expect(git('actions/cache', 'rev-parse', 'v5')).not.toBe(annotated)
    writeFileSync(workflow, steps('actions/checkout@v6', 'actions/cache/restore@v5'))
    expect(pin().status).toBe(0)
    expect(readFileSync(workflow, 'utf8')).toBe(
      steps(`actions/checkout@${plain} # v6`, `actions/cache/restore@${annotated} # v5`),
    )
  })

  it('updates what it has pinned to the tag’s present commit', () => {
    const former = makeRepository('actions/checkout')
    git('actions/checkout', 'tag', 'v6')
    const uses = (sha: string) => `      - uses: actions/checkout@${sha} # v6\n`
    writeFileSync(workflow, uses(former))
    const now = commit('actions/checkout')
    git('actions/checkout', 'tag', '--force', 'v6')
    expect(pin().status).toBe(0)
    expect(readFileSync(workflow, 'utf8')).toBe(uses(now))
  })

  it.each([
    ['a tag that there is not', 'actions/checkout@v99', 'has no tag v99'],
    ['a repository that there is not', 'actions/nothing@v1', 'did not answer'],
  ])('names %s, and changes nothing', (_, action, sentence) => {
    makeRepository('actions/checkout')
    git('actions/checkout', 'tag', 'v6')
    const text = `      - uses: actions/checkout@v6\n      - uses: ${action}\n`
    writeFileSync(workflow, text)
    const { status, told } = pin()
    expect(status).toBe(1)
    expect(told).toContain(sentence)
    expect(readFileSync(workflow, 'utf8')).toBe(text)
  })
})
