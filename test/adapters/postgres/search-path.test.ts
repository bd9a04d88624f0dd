import { quoteName } from '../../../src/contract/quote-name.ts'
import { describe, expect, it } from 'vitest'
import { quoteText, readSearchPath } from '../../../src/adapters/postgres/search-path.ts'

describe('a search path', () => {
  it.each([
    ['"$user", public', 'etl', ['etl', 'public']],
    ['$user,public', 'Etl', ['Etl', 'public']],
    ['public', 'sluice', ['public']],
    ['"$user", public', 'sluice', ['public']],
    ['sluice, "Logins", Events', 'etl', ['Logins', 'events']],
    ['"a, b" , "say ""hi"""', 'etl', ['a, b', 'say "hi"']],
    ['pg_catalog, pg_temp, public', 'etl', ['public']],
    ['""', 'etl', []],
    ['', 'etl', []],
  ])('of %s for %s names these schemas, and never ours nor PostgreSQL’s own', (path, role, schemas) => {
    expect(readSearchPath(path, role)).toEqual(schemas)
  })
})

describe('quoting', () => {
  it('keeps everything in a name or a text inside the quotes', () => {
    expect(quoteName('a"; drop table x; --')).toBe('"a""; drop table x; --"')
    expect(quoteText(`it's`)).toBe(`'it''s'`)
    expect(quoteText(`back\\slash'`)).toBe(`E'back\\\\slash'''`)
  })
})
