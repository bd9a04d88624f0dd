import { definitionOf } from '../../src/contract/event-file.ts'

/** An event that is not a login: nested, with numbers, and a person's address in it. */
export const orders = definitionOf({
  name: 'orders',
  label: 'Order',
  table: { name: 'orders', sentColumn: 'sent_on' },
  fields: [
    { name: 'id', pointer: '/order/id', type: 'uuid' },
    {
      name: 'customer',
      pointer: '/order/customer/email',
      type: 'email',
      mask: 'email',
      column: 'masked_email',
    },
    { name: 'total', pointer: '/order/total', type: 'decimal', precision: 10, scale: 2 },
    { name: 'items', pointer: '/order/items', type: 'integer' },
    { name: 'placed', pointer: '/order/placed', type: 'timestamp', form: 'ms' },
    { name: 'status', pointer: '/status', type: 'text', enum: ['open', 'paid'], summary: true },
    { name: 'gift', pointer: '/gift', type: 'boolean', required: false, nullable: true },
  ],
})

/** The body of a well-formed order, with some of its outermost values changed; `undefined` leaves one out. */
export const orderBody = (
  order: Readonly<Record<string, unknown>> = {},
  outside: Readonly<Record<string, unknown>> = {},
): string =>
  JSON.stringify({
    order: {
      id: '0b6ae2f2-9d3c-4c3e-8d0f-3f7c1f1a2b4d',
      customer: { email: 'Nobody@Example.com' },
      total: 12.5,
      items: 3,
      placed: 1_764_150_000_123,
      ...order,
    },
    status: 'paid',
    gift: true,
    ...outside,
  })
