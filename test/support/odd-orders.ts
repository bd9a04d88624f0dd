import { definitionOf } from '../../src/contract/event-file.ts'

/**
 * An event that has nothing in common with a login: nested, of many types, in its own schema, with names that need
 * quotes.
 */
export const oddOrders = definitionOf({
  name: 'orders',
  label: 'Order',
  table: { schema: 'Shop', name: 'order lines', rowNumber: 'line', sentColumn: 'sent' },
  fields: [
    { name: 'order_id', pointer: '/order/id', type: 'uuid' },
    { name: 'email', pointer: '/order/customer/email', type: 'email', mask: 'email', column: 'masked email' },
    { name: 'total', pointer: '/order/total', type: 'decimal', precision: 20, scale: 4 },
    { name: 'count', pointer: '/order/count', type: 'integer', column: 'Count "all"' },
    { name: 'paid', pointer: '/order/paid', type: 'boolean', summary: true },
    { name: 'placed', pointer: '/order/placed', type: 'timestamp', form: 'ms' },
    { name: 'due', pointer: '/order/due', type: 'date', required: false },
    { name: 'extras', pointer: '/order/extras', type: 'json', summary: true },
    { name: 'note', pointer: '/order/note', type: 'text', nullable: true, column: '🦦' },
    {
      name: 'state',
      pointer: '/order/state',
      type: 'text',
      maxLength: 16,
      column: 'constructor',
      summary: true,
    },
  ],
})

/** The cells of an order. */
export const oddOrderCells = {
  order_id: 'c37f0a14-6e4d-4a3b-9f7b-6d2c5a10e8b3',
  'masked email': 'e'.repeat(64),
  total: '-1234567890123456.7890',
  'Count "all"': '-9007199254740993',
  paid: 'true',
  placed: '2026-02-28T23:59:59.123456Z',
  due: '2026-03-31',
  extras: '{"weight": 1.10,\n "id": 12345678901234567890}',
  '🦦': 'O\'Hara, "x"',
  constructor: 'open',
  sent: '2026-02-28',
} as const
