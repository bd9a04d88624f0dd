/**
 * The schemas that a `search_path` names, in its order, as they are spelt in the catalogue. `$user` stands for the role. What
 * is left out is never searched for a table of events: PostgreSQL's own schemas, and `sluice`, which is ours and also what a role
 * called `sluice` would be given first.
 *
 * Source: PostgreSQL manual, "search_path": names as SQL identifiers, between commas.
 */
export const readSearchPath = (path: string, role: string): readonly string[] =>
  splitNames(path)
    .map((name) => (name === '$user' ? role : name))
    .filter((name) => name !== '' && name !== 'sluice' && !name.startsWith('pg_'))

/** What stands between quotes is kept as it is, with two quotes for one; of the rest commas part, and case and space say nothing. */
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

/** An SQL string, for any setting of `standard_conforming_strings`: what it holds are names that are quoted already. */
export const quoteText = (text: string): string =>
  text.includes('\\')
    ? `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`
