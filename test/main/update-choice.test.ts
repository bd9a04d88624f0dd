import { describe, expect, it } from 'vitest'
import { newerVersion } from '../../src/main/update-choice.ts'
import { feedIn, issuePage, releasePage } from '../../src/main/update-feed.ts'
import { loadPackaging } from '../packaging/load-packaging.ts'

const { updateFeed } = await loadPackaging<{
  readonly updateFeed: (environment: object, debug?: boolean) => object | null
}>('update-feed.mjs')

const release = (tag: unknown, change: object = {}): string =>
  JSON.stringify({ tag_name: tag, draft: false, prerelease: false, ...change })

describe('the version that is announced', () => {
  it.each([
    ['0.1.0', 'v0.1.1', '0.1.1'],
    ['0.1.0', '0.2.0', '0.2.0'],
    ['0.9.9', 'v0.10.0', '0.10.0'],
    ['9.9.9', 'v10.0.0', '10.0.0'],
  ])('where %s runs and %s is out, it is %s', (current, tag, expected) => {
    expect(newerVersion(current, release(tag))).toBe(expected)
  })

  it.each(['v0.1.0', 'v0.0.9', '0.0.99', 'v0.1'])('is none if 0.1.0 is running and %s is out', (tag) => {
    expect(newerVersion('0.1.0', release(tag))).toBeNull()
  })

  it('is never an older one, whichever number is larger', () => {
    for (const tag of ['v1.9.9', 'v2.0.9', 'v2.1.0', 'v0.99.99'])
      expect(newerVersion('2.1.0', release(tag)), tag).toBeNull()
  })

  it.each([
    ...['9.9.9\u202e', '\u202e9.9.9', '9.9.9-rc.1', '9.9.9+1', ' 9.9.9', '9.9.9\n', '09.9.9', '9.9', '٩.٩.٩'],
    ...['9'.repeat(400), '9.9.9/../../evil', 'vv9.9.9', '', 9, null, ['9.9.9'], { toString: '9.9.9' }, true],
  ])('is none where the feed calls a version %j', (tag) => {
    expect(newerVersion('0.1.0', release(tag))).toBeNull()
  })

  it('is never a draft, a preview, or unclear', () => {
    const changes = [{ draft: true }, { prerelease: true }, { draft: 'false' }, { prerelease: undefined }]
    for (const change of changes) expect(newerVersion('0.1.0', release('v9.9.9', change))).toBeNull()
  })

  it.each([
    ...[
      '',
      'null',
      '9',
      '"v9.9.9"',
      '[]',
      '{}',
      '{"tag_name":',
      '<!doctype html><p>v9.9.9',
      'version: 9.9.9',
    ],
    ...['{"__proto__":{"tag_name":"v9.9.9","draft":false,"prerelease":false}}', '[['.repeat(100_000)],
  ])('is none where the feed answers %.40s', (answer) => {
    expect(newerVersion('0.1.0', answer)).toBeNull()
  })

  it('does not exist if the running version has an unknown form', () => {
    expect(newerVersion('45.4.1-nightly', release('v99.0.0'))).toBeNull()
  })
})

describe('the feed of a build', () => {
  const github = {
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'someone/sluice',
    GITHUB_REF_TYPE: 'tag',
  }
  const built = {
    feed: 'https://api.github.com/repos/someone/sluice/releases/latest',
    page: 'https://github.com/someone/sluice/releases',
    issues: 'https://github.com/someone/sluice/issues/new',
  }

  it('belongs to the repository in which the release was built, and reads back as it was built in', () => {
    expect(updateFeed(github)).toEqual(built)
    expect(feedIn(JSON.stringify({ name: 'sluice', updates: updateFeed(github) }))).toEqual(built)
  })

  it('does not exist outside a release, in a build for a test driver, or without https', () => {
    expect(updateFeed({})).toBeNull()
    expect(updateFeed({ ...github, GITHUB_REF_TYPE: 'branch' })).toBeNull()
    expect(updateFeed(github, true)).toBeNull()
    for (const name of ['GITHUB_API_URL', 'GITHUB_SERVER_URL'])
      for (const value of [undefined, '', 'http://api.github.com', 'file:///x'])
        expect(updateFeed({ ...github, [name]: value }), `${name}=${value}`).toBeNull()
    for (const repository of [undefined, '', 'someone', 'a/b/c', 'a/b?c', '../..@x/y'])
      expect(updateFeed({ ...github, GITHUB_REPOSITORY: repository })).toBeNull()
  })

  it("does not exist if an archive's address is not https, or has a password", () => {
    for (const feed of [undefined, 7, '', 'http://x.invalid/', 'ftp://x.invalid', 'https://u:p@x.invalid/'])
      for (const updates of [
        { ...built, feed },
        { ...built, page: feed },
        { ...built, issues: feed },
      ])
        expect(feedIn(JSON.stringify({ updates })), JSON.stringify(updates)).toBeNull()
    expect(feedIn('{}')).toBeNull()
  })

  it('has a page for each version, at the built-in address', () => {
    expect(releasePage(built, '0.2.0')).toBe('https://github.com/someone/sluice/releases/tag/v0.2.0')
  })

  it('has the page for a new issue as it was built in, with nothing added', () => {
    expect(issuePage(built)).toBe(built.issues)
  })
})
