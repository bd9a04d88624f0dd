import { readFileSync } from 'node:fs'
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

/** Texts of more than one word that a program holds, SQL apart. */
const textsOf = (ts, path) => {
  const source = ts.createSourceFile(path, readFileSync(inRoot(path), 'utf8'), ts.ScriptTarget.Latest, true)
  const texts = []
  const visit = (node) => {
    const text = holdsText(ts, node) ? node.text.replaceAll(/\s+/g, ' ').trim() : ''
    if (text.includes(' ') && !/\b(?:select|insert into|update|delete from|create) /.test(text))
      texts.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return texts
}

/** Its own test shows each habit. */
const isOwnTest = (path) => path.endsWith('plain-words.test.ts')

const inPrograms = (ts) =>
  [...filesUnder('src'), ...filesUnder('test')]
    .filter((path) => /\.tsx?$/.test(path) && !isOwnTest(path))
    .flatMap((path) => textsOf(ts, path).flatMap(({ line, text }) => findIn(`${path}:${line}`, text)))

/** Habits of language in documents, in sentences of the program and in names of tests. Answers one sentence for each. */
export const wordViolations = async () => {
  const { default: ts } = await import('typescript')
  return [...inDocuments(), ...inPrograms(ts)]
}
