/** The patterns of comments by the ending of a file; a string is matched first and skipped. */
const patterns = {
  sql: /'(?:[^']|'')*'|--.*/g,
  css: /"[^"]*"|\/\*[\s\S]*?\*\//g,
  code: /\/\*[\s\S]*?\*\/|\/\/.*/g,
}

const blank = (text) => text.replaceAll(/[^\n]/g, ' ')

/** The code with strings, templates and regular expressions blanked out: what looks like a comment in them is not one. */
const withoutTexts = (ts, text, source) => {
  const parts = []
  let end = 0
  const visit = (node) => {
    const isText =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isRegularExpressionLiteral(node) ||
      ts.isJsxText(node)
    if (isText) {
      const start = node.getStart(source)
      parts.push(text.slice(end, start), blank(text.slice(start, node.end)))
      end = node.end
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return parts.join('') + text.slice(end)
}

/** The words of a comment, line by line, without its marks. */
const plain = (comment) =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\/\*+|\/\/|--|\*(?!\/))? ?/, '').replace(/\s*\*+\/\s*$/, ''))
    .join('\n')

/** Whether two comments are on consecutive lines with nothing between them, and so one text. */
const continues = (between) => /^[ \t]*\n[ \t]*$/.test(between)

/**
 * The comments of a TypeScript, JavaScript, SQL or CSS file with their first lines; consecutive one-line comments
 * count as one. `source` is the file as TypeScript has parsed it; SQL and CSS need none.
 */
export const commentsOf = (ts, path, text, source) => {
  const code = source === undefined ? text : withoutTexts(ts, text, source)
  const comments = []
  let end = -1
  for (const { 0: found, index } of code.matchAll(patterns[path.split('.').at(-1)] ?? patterns.code)) {
    if (/^['"]/.test(found)) continue
    const comment = text.slice(index, index + found.length)
    const isLine = !comment.startsWith('/*')
    if (isLine && end >= 0 && continues(text.slice(end, index))) comments.at(-1).text += `\n${plain(comment)}`
    else comments.push({ line: text.slice(0, index).split('\n').length, text: plain(comment) })
    end = isLine ? index + found.length : -1
  }
  return comments
}
