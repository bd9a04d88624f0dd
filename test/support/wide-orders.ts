import { definitionOf } from '../../src/contract/event-file.ts'
import type { RowEntry } from '../../src/pipeline/ports.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'

/** Names that mean something to our statements, to JavaScript or to SQL, and names that must be quoted to mean anything. */
const oddColumns = [
  ...[
    'message_id',
    'origin_id',
    'place',
    'drawn_number',
    'c0',
    'v1',
    'row_id',
    'id',
    'login_id',
    'value',
    'numbered',
  ],
  ...[
    '__proto__',
    'constructor',
    'order',
    'User',
    'it\'s "so"',
    'with space',
    '🛒',
    'größe',
    '$1',
    '%I',
    'a\\b',
    '--',
    "'",
  ],
  'x'.repeat(63),
  '😀'.repeat(15),
]

/** An event other than logins: nested, in its own schema, with every type and the most columns allowed. */
export const orders: EventDefinition = definitionOf({
  name: 'orders',
  label: 'Order',
  table: { schema: 'Shop "1"', name: 'Orders 🛒', rowNumber: 'No.', sentColumn: 'sent on' },
  fields: [
    { name: 'number', pointer: '/order/number', type: 'text', maxLength: 40 },
    { name: 'total', pointer: '/order/total/amount', type: 'decimal', precision: 12, scale: 2 },
    { name: 'rate', pointer: '/order/rate', type: 'decimal' },
    { name: 'count', pointer: '/order/items/count', type: 'integer', summary: true },
    { name: 'paid', pointer: '/order/paid', type: 'boolean', summary: true },
    { name: 'due', pointer: '/order/due', type: 'date', required: false },
    { name: 'at', pointer: '/order/at', type: 'timestamp', form: 'ms' },
    { name: 'key', pointer: '/order/key', type: 'uuid' },
    { name: 'release', pointer: '/client/release', type: 'version', maxLength: 32 },
    { name: 'from', pointer: '/client/ip', type: 'ip' },
    { name: 'mac', pointer: '/client/mac', type: 'mac' },
    { name: 'email', pointer: '/buyer/email', type: 'email', mask: 'email' },
    { name: 'phone', pointer: '/buyer/phone', type: 'phone', required: false },
    { name: 'status', pointer: '/order/status', type: 'text', enum: ['open', 'paid', 'sent'] },
    { name: 'extra', pointer: '/extra', type: 'json', required: false },
    ...Array.from({ length: 49 }, (_, index) => ({
      name: `more_${index}`,
      pointer: `/more/${index}`,
      type: 'text' as const,
      required: false,
      column: oddColumns[index] ?? `more ${index}`,
    })),
  ],
})

/** The columns that these tests use by name. */
const named = new Map(orders.fields.map(({ name }, index) => [name, index]))

/** An order that is ready to be loaded; the n-th differs in every column from most others. */
export const orderRow = (n: number, overrides: Readonly<Record<string, string | null>> = {}): RowEntry => {
  const usual: Readonly<Record<string, string | null>> = {
    number: `O-${n % 7}`,
    total: `${n % 11}.${String(n % 100).padStart(2, '0')}`,
    rate: n % 5 === 0 ? `-${n + 1}e-20` : `${n}.5000`,
    count: n % 6 === 0 ? '-9223372036854775808' : String(n % 9),
    paid: n % 3 === 0 ? 'true' : 'false',
    due: n % 4 === 0 ? null : `2026-02-${String(1 + (n % 28)).padStart(2, '0')}`,
    at: `2026-01-${String(1 + (n % 28)).padStart(2, '0')}T10:11:12${n % 2 === 0 ? '' : '.123456'}Z`,
    key: `00000000-0000-4000-8000-${String(n % 13).padStart(12, '0')}`,
    release: `${n % 3}.${n % 12}`,
    from: n % 2 === 0 ? `10.0.0.${n % 250}` : `2001:db8::${n % 9}`,
    mac: `00:00:5e:00:53:${(n % 200).toString(16).padStart(2, '0')}`,
    email: String(n % 8).repeat(64),
    phone: n % 2 === 0 ? null : '+12025550101',
    status: ['open', 'paid', 'sent'][n % 3] ?? null,
    extra: n % 2 === 0 ? null : `{"n":${n}, "s":"\\"'"}`,
  }
  const values: (string | null)[] = orders.fields.map(({ name }, index) =>
    Object.hasOwn(usual, name) ? (usual[name] ?? null) : n % 3 === 0 ? null : `${(n * index) % 17}`,
  )
  for (const [name, value] of Object.entries(overrides)) values[named.get(name) ?? -1] = value
  return { kind: 'row', values, day: `2026-03-${String(1 + (n % 28)).padStart(2, '0')}` }
}
