/**
 * The schemas that a `search_path` names, in its order, as they are spelt in the catalogue. `$user` stands for the role. What
 * is left out is never searched for `user_logins`: PostgreSQL's own schemas, and `sluice`, which is ours and also what a role
 * called `sluice` would be given first.
 *
 * Source: PostgreSQL manual, "search_path": names as SQL identifiers, between commas.
 */
export const readSearchPath = (path: string, role: string): readonly string[] =>
  [...path.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",\s][^",]*?))\s*(?:,|$)/g)]
    .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.toLowerCase() ?? '')
    .map((name) => (name === '$user' ? role : name))
    .filter((name) => name !== '' && name !== 'sluice' && !name.startsWith('pg_'))

/** An SQL identifier, quoted whatever is in it. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** An SQL string, for any setting of `standard_conforming_strings`: what it holds are names that are quoted already. */
export const quoteText = (text: string): string =>
  text.includes('\\')
    ? `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`
