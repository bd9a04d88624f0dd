import { anchorOf } from './anchors.ts'

/** The units of a document under one heading, in order. */
export interface Section {
  readonly anchor: string
  readonly units: readonly string[]
}

/** Markdown as a reader sees it: links by their text, no marks, one line. */
export const plainText = (markdown: string): string =>
  markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(String.raw`\|`, '|')
    .replaceAll(/\s+/g, ' ')
    .trim()

const sentencesOf = (text: string): readonly string[] => plainText(text).split(/(?<=\S[.?!]) /)

/** A table row is one unit, whatever its cells contain; its head is not. */
const rowsOf = (table: string): readonly string[] =>
  table
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .map(plainText)
        .filter((cell) => cell !== '')
        .join(': '),
    )

/** Each command of a shell is one unit, and any other block of code is one unit. */
const linesOfCode = (lines: readonly string[], areCommands: boolean): readonly string[] =>
  areCommands ? lines.filter((line) => line !== '').map(plainText) : [plainText(lines.join(' '))]

const unitsOfBlock = (block: string): readonly string[] => {
  if (block.startsWith('```')) return linesOfCode(block.split('\n').slice(1, -1), block.startsWith('```sh'))
  if (block.startsWith('|')) return rowsOf(block)
  if (block.startsWith('<picture>')) return [/alt="([^"]*)"/.exec(block)?.[1] ?? '']
  if (block.startsWith('- ')) return block.split(/^- /m).slice(1).map(plainText)
  return sentencesOf(block.replaceAll(/^> ?(?:\[!NOTE\]\n)?/gm, ''))
}

/** The sentences, list items, table rows, pictures and blocks of code of a document, under their headings. */
export const sectionsOf = (document: string): readonly Section[] => {
  const blocks = document.match(/```[\s\S]*?\n```|(?:(?!```).*\S.*(?:\n|$))+/g) ?? []
  const sections: { anchor: string; units: string[] }[] = []
  for (const block of blocks) {
    const heading = /^#+ (.+)/.exec(block)?.[1]
    if (heading === undefined) sections.at(-1)?.units.push(...unitsOfBlock(block.trim()))
    else sections.push({ anchor: anchorOf(heading), units: [] })
  }
  return sections.filter(({ units }) => units.length > 0)
}
