import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'

const root = resolve(import.meta.dirname, '../..')

/** A text of the program as its code has it; an expression in it is `…`. */
export interface InterfaceText {
  /** Relative to the root. */
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Stored in databases, never shown. */
const isStored = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node) && node.name.getText() === 'kept' && ts.isStringLiteral(node.initializer)

const textOf = (node: ts.Node): string | null => {
  if (ts.isJsxText(node) || ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
}

const textsOf = (file: string): readonly InterfaceText[] => {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const code = readFileSync(resolve(root, file), 'utf8')
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, kind)
  const found: InterfaceText[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || isStored(node)) return
    const text = textOf(node)?.replaceAll(/\s+/g, ' ').trim()
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    if (text !== undefined && /\p{L}/u.test(text)) found.push({ file, line, text })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Every text in the code of the program, shown or not. */
export const interfaceTexts = (): readonly InterfaceText[] =>
  globSync('src/**/*.{ts,tsx}', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
    .flatMap(textsOf)
