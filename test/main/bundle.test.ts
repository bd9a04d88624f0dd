import { describe, expect, it } from 'vitest'
import { builtFiles, modulesOf } from './built-files.ts'

/** What opens a hole or leads elsewhere, anywhere in what is shipped. */
const suspicious =
  /(?:file|http):\/\/[\w.$@{}?-]*|allowRunningInsecure\w*|enableBlinkFeatures|nodeIntegration\w*: *(?:true|!0)|\bopenExternal\b|\beval\(|new Function\(/g

/** Everything that was reviewed, by part of the build. A name that appears only here is dead. */
const reviewed: Readonly<Record<string, readonly string[]>> = {
  main: [
    // The address that `serve` prints, the header that it compares, and help texts for settings.
    'http://127.0.0.1',
    'http://${headers.host?.toLowerCase',
    'http://localhost',
    // The beginning of an endpoint, in the sentence about a wrong one.
    'http://',
    // An XML namespace of the SQS protocol; nothing is fetched from there.
    'http://queue.amazonaws.com',
    // The page of a release, in the browser.
    'openExternal',
  ],
  preload: [],
  renderer: [
    // XML namespaces, to create SVG and MathML elements; nothing is fetched from there.
    'http://www.w3.org',
    // The name of a JSON Schema dialect, in zod; nothing is fetched from there.
    'http://json-schema.org',
    // The beginning of an endpoint, and an example of one, in the texts of Settings.
    'http://',
    'http://localhost',
  ],
}

describe('what is shipped', () => {
  it('contains no address and no unsafe setting that nobody has reviewed (B15)', () => {
    const found: Record<string, Set<string>> = { main: new Set(), preload: new Set(), renderer: new Set() }
    for (const [path, text] of builtFiles()) {
      const part = path.split(/[\\/]/, 1)[0] ?? ''
      for (const [match] of text.matchAll(suspicious)) found[part]?.add(match)
    }
    const lists = Object.entries(found).map(([part, matches]) => [part, [...matches].toSorted()])
    const expected = Object.entries(reviewed).map(([part, matches]) => [part, matches.toSorted()])
    expect(Object.fromEntries(lists)).toEqual(Object.fromEntries(expected))
  })

  it('loads neither the AWS SDK nor a database client before the first paint: main never does (C20)', () => {
    const heavy = /^(?:@aws-sdk|@smithy|pg|fauxqs)(?:\/|$)/
    const main = [...modulesOf('index.js')]
    expect(main).toContain('electron')
    expect(main.filter((name) => heavy.test(name))).toEqual([])
    // They are there, one thread further on: the search would find them.
    const engine = [...modulesOf('engine-thread.js')]
    expect(engine.filter((name) => heavy.test(name))).toEqual(
      expect.arrayContaining(['@aws-sdk/client-sqs', 'pg']),
    )
  })

  it('gives main few packages to load at its start (C20)', () => {
    const packages = [...modulesOf('index.js')].filter((name) => !name.startsWith('node:'))
    expect(packages.toSorted()).toEqual(['electron', 'zod'])
  })
})
