import type { IndexStanding, LedgerSide, LedgerStanding } from './ledger.ts'
import { section, spreadText, table, whole } from './report-parts.ts'

export const ledgerSection = ({ entries, rows, turns, sides, pruned }: LedgerStanding): string => {
  const [former, now] = sides
  if (former === undefined || now === undefined) throw new Error('There are two sides')
  const text =
    `The ledger beside the one before migration 0007, in a database each on one server with PostgreSQL's own settings. ` +
    `Rows a second on one connection, ${whole(rows)} rows a turn, ${turns} turns each by turns: into an empty ledger 1,000 a batch, ` +
    `into one of ${whole(entries)} entries 500 a batch.`
  const rates = table(
    ['', 'into an empty ledger', `into one of ${whole(entries)}`, `size of ${whole(entries)} entries`],
    [
      ...[former, now].map((side) => [
        side.version,
        spreadText(side.empty),
        spreadText(side.filled),
        megabytes(sum(side)),
      ]),
      [
        'now of former',
        ratio(now.empty.median, former.empty.median),
        ratio(now.filled.median, former.filled.median),
        ratio(sum(now), sum(former)),
      ],
    ],
  )
  const sizes = table(
    ['what takes it', 'size'],
    [former, now].flatMap((side) =>
      Object.entries(side.sizes).map(([name, bytes]) => [`${side.version}: ${name}`, megabytes(bytes)]),
    ),
  )
  const indexText =
    `To find an entry by the number of its row, after a ledger of ${whole(pruned.entries)} entries was turned over twice: each ` +
    'time the newest tenth was added and the oldest forgotten. In milliseconds, as a client sees them.'
  return section(
    'The ledger',
    'ledger',
    text,
    [rates, sizes, indexText, indexes(pruned.indexes)].join('\n\n'),
  )
}

const indexes = (all: readonly IndexStanding[]): string =>
  table(
    ['index', 'size', 'one entry', '200 entries', '200 with their times'],
    all.map(({ name, bytes, one, page, pageWithTime }) => [
      name,
      megabytes(bytes),
      ...[one, page, pageWithTime].map(milliseconds),
    ]),
  )

const milliseconds = ({ median, least, most }: IndexStanding['one']): string =>
  `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`

const megabytes = (bytes: number): string => `${whole(bytes / 1024 / 1024)} MB`

const ratio = (now: number, former: number): string => `${Math.round((now / former) * 100)} %`

const sum = ({ sizes }: LedgerSide): number => Object.values(sizes).reduce((total, bytes) => total + bytes, 0)
