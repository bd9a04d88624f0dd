import { readFileSync } from 'node:fs'
import { commentsOf } from './comments.mjs'
import { filesUnder } from './files.mjs'
import { findIn, paragraphsOf } from './habits.mjs'
import { inRoot } from './root.mjs'

const documents = () => [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...filesUnder('docs').filter((path) => path.endsWith('.md')),
]

const inDocuments = () =>
  documents().flatMap((path) =>
    paragraphsOf(readFileSync(inRoot(path), 'utf8')).flatMap(({ line, text }) =>
      findIn(`${path}:${line}`, text),
    ),
  )

const holdsText = (ts, node) =>
  ts.isStringLiteralLike(node) ||
  ts.isJsxText(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddle(node) ||
  ts.isTemplateTail(node)

/** The texts of more than one word in a program, apart from SQL. */
const textsOf = (ts, source) => {
  const texts = []
  const visit = (node) => {
    const text = holdsText(ts, node) ? node.text.replaceAll(/\s+/g, ' ').trim() : ''
    if (text.includes(' ') && !/\b(?:select|insert into|update|delete from|create) /.test(text))
      texts.push({ line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, text })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return texts
}

/** The test of this check shows each habit. */
const isOwnTest = (path) => path.endsWith('plain-words.test.ts')

const inTexts = (ts, path, source) =>
  /\.tsx?$/.test(path) && !isOwnTest(path)
    ? textsOf(ts, source).flatMap(({ line, text }) => findIn(`${path}:${line}`, text))
    : []

/** Leaves out names of parameters. A docstring that begins with "Where" usually names a place: that is what it means. */
const asProse = (text) => text.replaceAll(/@param \w+/g, '@param').replace(/^Where\b/, 'The place where')

const inComments = (ts, path, text, source) =>
  commentsOf(ts, path, text, source).flatMap((comment) =>
    paragraphsOf(comment.text).flatMap((paragraph) =>
      findIn(`${path}:${comment.line + paragraph.line - 1}`, asProse(paragraph.text)),
    ),
  )

const inPrograms = (ts) =>
  ['src', 'test', 'scripts', 'packaging']
    .flatMap(filesUnder)
    .filter((path) => /\.(?:tsx?|mjs|sql|css)$/.test(path))
    .flatMap((path) => {
      const text = readFileSync(inRoot(path), 'utf8')
      const source = /\.(?:tsx?|mjs)$/.test(path)
        ? ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
        : undefined
      return [...inTexts(ts, path, source), ...inComments(ts, path, text, source)]
    })

/** Habits of language in documents, comments, the program's sentences and names of tests. Returns one sentence for each. */
export const wordViolations = async () => {
  const { default: ts } = await import('typescript')
  return [...inDocuments(), ...inPrograms(ts)]
}
