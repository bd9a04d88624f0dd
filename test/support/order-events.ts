/** A made-up order as a shop might send it: someone's e-mail address is in it, and a note that only nulls came for. */
const orderEvent = (index: number): Readonly<Record<string, unknown>> => ({
  order: { id: 70_000 + index, placed_at: `2026-03-${String(1 + (index % 28)).padStart(2, '0')}T08:15:00Z` },
  customer: { email: `buyer${index}@example.org` },
  currency: index % 3 === 0 ? 'EUR' : 'USD',
  amount: `${10 + index}.50`,
  coupon: null,
})

/** Bodies of this many orders, and what someone else put into the same queue. */
export const orderBodies = (count: number, broken = 0): readonly string[] => [
  ...Array.from({ length: count }, (_, index) => JSON.stringify(orderEvent(index))),
  ...Array.from({ length: broken }, (_, index) =>
    JSON.stringify({ ...orderEvent(count + index), currency: undefined }),
  ),
]
