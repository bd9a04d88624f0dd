import type { EventDefinition } from './event-definition.ts'
import { longestIdentifier } from './event-file.ts'
import { quoted, repeatedIn, type Mistake, type MistakePath } from './event-mistake.ts'

/** What is wrong with the table of a definition and with the columns of its fields. */
export const tableMistakes = (definition: EventDefinition): readonly Mistake[] => [
  ...nameMistakes(definition),
  ...schemaMistakes(definition),
  ...sharedMistakes(definition),
  ...orderMistakes(definition),
]

/** Every name that goes to PostgreSQL, and its place in the definition. */
const namesOf = ({
  table,
  fields,
}: EventDefinition): readonly (readonly [MistakePath, string, 'column' | 'other'])[] => [
  ...(table.schema === null ? [] : ([[['table', 'schema'], table.schema, 'other']] as const)),
  [['table', 'name'], table.name, 'other'],
  [['table', 'rowNumber'], table.rowNumber, 'column'],
  ...(table.sentColumn === null ? [] : ([[['table', 'sentColumn'], table.sentColumn, 'column']] as const)),
  ...fields.map(({ column }, index) => [['fields', index, 'column'], column, 'column'] as const),
]

/** Control characters, and those that change the direction of a text, so that it reads as another. */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

/** Columns that every table has (PostgreSQL, "System Columns"). */
const systemColumns: ReadonlySet<string> = new Set([
  'tableoid',
  'xmin',
  'cmin',
  'xmax',
  'cmax',
  'ctid',
  'oid',
])

const nameMistakes = (definition: EventDefinition): readonly Mistake[] =>
  namesOf(definition).flatMap(([path, name, what]) => {
    const bytes = utf8Bytes(name)
    if (bytes > longestIdentifier)
      return [
        {
          path,
          sentence: `${bytes} bytes long; PostgreSQL keeps ${longestIdentifier} of a name and cuts the rest`,
        },
      ]
    if (hidden.test(name))
      return [{ path, sentence: `${quoted(name)} holds a character that cannot be seen` }]
    return what === 'column' && systemColumns.has(name)
      ? [{ path, sentence: `every table has a column ${quoted(name)} of its own` }]
      : []
  })

/** In UTF-8; an unpaired surrogate becomes a character of three bytes. */
const utf8Bytes = (text: string): number =>
  [...text].reduce((sum, character) => {
    const code = character.codePointAt(0) ?? 0
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4)
  }, 0)

/** The schemas of Sluice and of PostgreSQL itself. */
const takenSchema = /^(?:sluice|information_schema|pg_.*)$/s

const schemaMistakes = ({ table: { schema } }: EventDefinition): readonly Mistake[] => {
  if (schema === null || !takenSchema.test(schema)) return []
  const owner = schema === 'sluice' ? 'Sluice' : 'PostgreSQL'
  return [
    { path: ['table', 'schema'], sentence: `${quoted(schema)} is ${owner}'s own; events cannot go there` },
  ]
}

const sharedMistakes = ({ table, fields }: EventDefinition): readonly Mistake[] => {
  const columns = fields.map(({ column }) => column)
  const filler = (column: string): string | undefined => fields[columns.indexOf(column)]?.name
  const taken = (property: 'rowNumber' | 'sentColumn', column: string | null): readonly Mistake[] => {
    const name = column === null ? undefined : filler(column)
    return name === undefined
      ? []
      : [
          {
            path: ['table', property],
            sentence: `the field ${quoted(name)} fills the column ${quoted(column ?? '')}`,
          },
        ]
  }
  return [
    ...repeatedIn(columns).map((index) => ({
      path: ['fields', index, 'column'],
      sentence: `the field ${quoted(filler(columns[index] ?? '') ?? '')} fills the column ${quoted(columns[index] ?? '')} too`,
    })),
    ...taken('rowNumber', table.rowNumber),
    ...taken('sentColumn', table.sentColumn),
    ...(table.sentColumn === table.rowNumber
      ? [{ path: ['table', 'sentColumn'], sentence: `${quoted(table.rowNumber)} numbers the rows` }]
      : []),
  ]
}

/** `table.columns` orders all filled columns and contains no others. */
const orderMistakes = ({ table, fields }: EventDefinition): readonly Mistake[] => {
  const filled = [
    ...fields.map(({ column }) => column),
    ...(table.sentColumn === null ? [] : [table.sentColumn]),
  ]
  const path = ['table', 'columns']
  const left = [...new Set(filled)].filter((column) => !table.columns.includes(column))
  const isUsual = table.columns.join('\0') === filled.join('\0')
  return [
    ...left.map((column) => ({ path, sentence: `${quoted(column)} is filled and not listed` })),
    ...table.columns.flatMap((column, index) =>
      filled.includes(column)
        ? []
        : [
            {
              path: [...path, index],
              sentence:
                column === table.rowNumber
                  ? `${quoted(column)} numbers the rows; only columns that messages fill are listed`
                  : `nothing fills a column ${quoted(column)}`,
            },
          ],
    ),
    // In a default order a repeated column comes from two fields, and is reported there.
    ...(isUsual ? [] : repeatedIn(table.columns)).map((index) => ({
      path: [...path, index],
      sentence: `${quoted(table.columns[index] ?? '')} is listed twice`,
    })),
  ]
}
