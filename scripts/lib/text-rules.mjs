import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { filesUnder } from './files.mjs'
import { inRoot } from './root.mjs'

const longest = 250

const isText = (path) => /\.(?:[cm]?[jt]sx?|sql|css|html)$/.test(path)

const lines = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

const tooLong = (path, text) =>
  lines(text) > longest
    ? [`${path} has ${lines(text)} lines; ${longest} is the limit. Split it by what it does.`]
    : []

const badName = (path) =>
  /^(?:utils?|helpers?|misc|common)\.[cm]?[jt]sx?$/.test(basename(path))
    ? [`${path} says nothing with its name. Name it after what it exports.`]
    : []

/** The registry is each machine's own setting; the lock file must fit all of them. */
const fromARegistry = (path, text) =>
  text
    .split('\n')
    .flatMap((line, index) =>
      /"resolved":\s*"https?:|https?:\/\/(?:[\w.-]+\.)?registry\.|^\s*(?:@[\w-]+:)?registry\s*=/.test(line)
        ? [`${path}:${index + 1} names a package registry. Keep it out of the repository.`]
        : [],
    )

/** Rules on files as text, for what no other tool checks. Returns one sentence for each violation. */
export const textViolations = () => [
  ...['src', 'test', 'scripts'].flatMap(filesUnder).flatMap((path) => {
    return isText(path) ? [...tooLong(path, readFileSync(inRoot(path), 'utf8')), ...badName(path)] : []
  }),
  ...['package-lock.json', '.npmrc'].flatMap((name) =>
    fromARegistry(name, readFileSync(inRoot(name), 'utf8')),
  ),
]
