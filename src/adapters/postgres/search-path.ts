/**
 * The schemas that a `search_path` names, in its order, as they are spelt in the catalogue. `$user` means the role.
 * Leaves out schemas that never have a table of events: PostgreSQL's own, and `sluice`, which is ours and would come
 * first for a role of that name.
 *
 * Source: PostgreSQL manual, "search_path": SQL identifiers, separated by commas.
 */
export const readSearchPath = (path: string, role: string): readonly string[] =>
  splitNames(path)
    .map((name) => (name === '$user' ? role : name))
    .filter((name) => name !== '' && name !== 'sluice' && !name.startsWith('pg_'))

/**
 * Text in quotes is kept as it is, with two quotes for one; elsewhere commas separate, and case and space do not
 * matter.
 */
const splitNames = (path: string): readonly string[] => {
  const parts = path.split('"')
  const names = ['']
  for (const [index, part] of parts.entries()) {
    const isQuoted = index % 2 === 1
    const isQuoteItself = !isQuoted && part === '' && index > 0 && index < parts.length - 1
    const [more = '', ...next] = isQuoted ? [part] : isQuoteItself ? ['"'] : splitPlain(part)
    names.push(`${names.pop() ?? ''}${more}`, ...next)
  }
  return names
}

const splitPlain = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())

/** An SQL string for any setting of `standard_conforming_strings`; it contains names that are already quoted. */
export const quoteText = (text: string): string =>
  text.includes('\\')
    ? `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`
