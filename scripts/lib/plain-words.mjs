import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { findIn, paragraphsOf } from './habits.mjs'
import { inRoot, root } from './root.mjs'

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/**/*.md']

const inDocuments = () =>
  globSync(documents, { cwd: root }).flatMap((path) =>
    paragraphsOf(readFileSync(inRoot(path), 'utf8')).flatMap(({ line, text }) =>
      findIn(`${path}:${line}`, text),
    ),
  )

const holdsText = (node) =>
  ts.isStringLiteralLike(node) ||
  ts.isJsxText(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddle(node) ||
  ts.isTemplateTail(node)

/** Texts of more than one word that a program holds, SQL apart. */
const textsOf = (path) => {
  const source = ts.createSourceFile(path, readFileSync(inRoot(path), 'utf8'), ts.ScriptTarget.Latest, true)
  const texts = []
  const visit = (node) => {
    const text = holdsText(node) ? node.text.replaceAll(/\s+/g, ' ').trim() : ''
    if (text.includes(' ') && !/\b(?:select|insert into|update|delete from|create) /.test(text))
      texts.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return texts
}

/** Its own test shows each habit. */
const isOwnTest = (path) => path.endsWith('plain-words.test.ts')

const inPrograms = () =>
  globSync(['src/**/*.{ts,tsx}', 'test/**/*.ts'], { cwd: root, exclude: isOwnTest }).flatMap((path) =>
    textsOf(path).flatMap(({ line, text }) => findIn(`${path}:${line}`, text)),
  )

/** Habits of language in documents, in sentences of the program and in names of tests. Answers one sentence for each. */
export const wordViolations = () => [...inDocuments(), ...inPrograms()]
