import { formatCount } from '../contract/amount.ts'
import {
  readContents,
  type Finding,
  type FindingKind,
  type TableContents,
} from '../adapters/postgres/table-contents.ts'
import type { Database } from '../adapters/postgres/database.ts'
import type { TableFacts } from '../adapters/postgres/table-facts.ts'
import type { CheckUpItem } from '../contract/settings.ts'
import { worthKnowing } from './check-up-item.ts'

type Looking = Pick<Database, 'session'>

/** What is worth knowing about rows that others loaded, and what Sluice does beside them. */
export const contentItems = async (
  database: Looking,
  table: TableFacts | null,
): Promise<readonly CheckUpItem[]> => {
  const contents = table === null ? null : await readContents(database, table)
  return table === null || contents === null || !hasForeignRows(contents)
    ? []
    : itemsOf(table.event.table.name, contents)
}

/**
 * The same in sentences for the start of a run. They are shown until Sluice has loaded a good part of the rows: who has gone
 * on that long knows.
 */
export const contentNotices = async (
  database: Looking,
  table: TableFacts | null,
): Promise<readonly string[]> => {
  const contents = table === null ? null : await readContents(database, table)
  return table === null || contents === null || !isMostlyForeign(contents)
    ? []
    : itemsOf(table.event.table.name, contents).map(({ found, advice }) => `${found} ${advice ?? ''}`.trim())
}

/** How far an estimate can be off, as a share of the whole. */
const doubt = 0.2

const hasForeignRows = ({ rows, isEstimate, loaded }: TableContents): boolean =>
  rows * (isEstimate ? 1 - doubt : 1) > loaded

/** As a share of all rows. */
const fewLoaded = 0.1

const isMostlyForeign = ({ rows, loaded }: TableContents): boolean => loaded <= rows * fewLoaded

const itemsOf = (table: string, contents: TableContents): readonly CheckUpItem[] => [
  ...(isMostlyForeign(contents) ? [unknownRows(table, contents)] : []),
  ...contents.findings.map((finding) => findingItem(finding, contents.sampled)),
]

const unknownRows = (table: string, { rows, isEstimate, loaded }: TableContents): CheckUpItem => {
  const all = `${isEstimate ? 'about ' : ''}${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`
  const own =
    loaded === 0
      ? 'none of which Sluice has loaded: its ledger does not know their messages'
      : `of which Sluice has loaded ${formatCount(loaded)}: its ledger does not know the messages of the others`
  return worthKnowing(
    'contents',
    `${table} holds ${all}, ${own}.`,
    'Those that still wait in the queue will be loaded a second time. A script that never deletes leaves all of them there: empty the table or the queue first.',
  )
}

const findingItem = ({ column, what, rows }: Finding, sampled: number): CheckUpItem => {
  const [holds, advice] = words[what]
  const where =
    rows === sampled
      ? `In each of the ${formatCount(sampled)} rows`
      : `In ${formatCount(rows)} of the ${formatCount(sampled)} rows`
  return worthKnowing('contents', `${where} that were looked at, ${column.name} holds ${holds}.`, advice)
}

const words: Readonly<Record<FindingKind, readonly [holds: string, advice: string]>> = {
  hash: [
    'a hash of 64 digits that Sluice did not make, perhaps a bare SHA-256',
    'It stays as it is. New rows get masks, which are made with a key and match none made without it.',
  ],
  'other-hash': [
    'a hash of another form than the masks of Sluice, which are 64 lower-case hexadecimal digits',
    'It stays as it is, and the masks of new rows do not match it.',
  ],
  base64: [
    'something in base64, which no mask of Sluice is',
    'It stays as it is, and the masks of new rows, 64 hexadecimal digits, do not match it.',
  ],
  plain: [
    'something that is not a mask and may be in the clear',
    'It stays as it is, and the masks of new rows do not match it. Mask or delete it if it is personal data.',
  ],
  'text-for-nothing': [
    'a text such as None where there is no value',
    'It stays as it is; if a message has no value, new rows hold null.',
  ],
  'glued-version': [
    'a whole number where a version belongs: 2.3.0 may have become 230',
    'It stays as it is; new rows get the version exactly as it was sent.',
  ],
}
