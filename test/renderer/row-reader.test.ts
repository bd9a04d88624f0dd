import { describe, expect, it } from 'vitest'
import { failure } from '../../src/contract/failure.ts'
import type { CommandInput } from '../../src/contract/monitor.ts'
import { failed, ok } from '../../src/contract/result.ts'
import type { EventRow } from '../../src/contract/rows.ts'
import { alwaysOpen, type PageClient } from '../../src/renderer/client/page-client.ts'
import { blocksOf, createRowReader } from '../../src/renderer/features/rows/row-reader.ts'

const scope = { sort: { column: null, descending: false }, filters: [], run: null, loadedAt: false } as const

const row = (id: number): EventRow => ({
  id: String(id),
  values: [null],
})

/** An engine with this many rows, whose ids are their numbers from 1. Records its requests. */
const engineWith = (count: number, step = 400) => {
  const asked: string[] = []
  const answer = (name: string, input: unknown): unknown => {
    if (name === 'cancelOperation') return { found: true }
    if (name === 'mapRows') {
      const points = Array.from({ length: Math.floor(count / step) }, (_, at) => ({
        id: String((at + 1) * step),
        value: null,
      }))
      return { count, step, points }
    }
    const { after, limit = 0 } = input as CommandInput<'listRows'>
    const from = Number(after?.id ?? 0)
    const rows = Array.from({ length: Math.min(limit, count - from) }, (_, at) => row(from + at + 1))
    const next = from + rows.length < count ? { id: String(from + rows.length), value: null } : null
    return { rows, next }
  }
  const client: PageClient = alwaysOpen({
    send: (name, input) => {
      asked.push(
        name === 'listRows' ? `after ${(input as CommandInput<'listRows'>).after?.id ?? 'nothing'}` : name,
      )
      return Promise.resolve(ok(answer(name, input) as never))
    },
    listen: () => () => undefined,
  })
  return { client, asked }
}

const idsOf = (rows: readonly EventRow[]): readonly number[] => rows.map(({ id }) => Number(id))
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at)

describe('a reader of rows', () => {
  it('reads on from a known place, and knows how far it has read', async () => {
    const { client, asked } = engineWith(450)
    const reader = createRowReader(client, scope)
    expect(idsOf(await reader.readBlock(0, null))).toEqual(range(1, 200))
    expect(reader.known()).toEqual({ rows: 200, isAll: false })
    expect(idsOf(await reader.readBlock(2, null))).toEqual(range(401, 450))
    expect(reader.known()).toEqual({ rows: 450, isAll: true })
    expect(asked).toEqual(['after nothing', 'after 200', 'after 400'])
  })

  it('reaches any place in a step or two once all rows are counted', async () => {
    const { client, asked } = engineWith(100_000)
    const reader = createRowReader(client, scope)
    expect(await reader.count(new AbortController().signal)).toBe(100_000)
    expect(reader.known()).toEqual({ rows: 100_000, isAll: true })
    expect(idsOf(await reader.readBlock(499, null))).toEqual(range(99_801, 100_000))
    expect(idsOf(await reader.readBlock(250, null))).toEqual(range(50_001, 50_200))
    expect(asked).toEqual(['mapRows', 'after 99600', 'after 99800', 'after 50000'])
  })

  it('has no rows after the last one', async () => {
    const reader = createRowReader(engineWith(400).client, scope)
    expect(await reader.readBlock(5, null)).toEqual([])
  })

  it('names its requests, and cancels them with the signal', async () => {
    const { client, asked } = engineWith(400)
    const reader = createRowReader(client, scope)
    const stop = new AbortController()
    const counting = reader.count(stop.signal)
    stop.abort()
    await counting
    expect(asked).toEqual(['mapRows', 'cancelOperation'])
  })

  it('passes on why rows cannot be read', async () => {
    const client = alwaysOpen({
      send: () => Promise.resolve(failed(failure('not-ready'))),
      listen: () => () => undefined,
    })
    await expect(createRowReader(client, scope).readBlock(0, null)).rejects.toMatchObject({
      failure: { code: 'not-ready' },
    })
  })

  it('knows the blocks that contain given rows', () => {
    expect(blocksOf(0, 0)).toEqual([])
    expect(blocksOf(0, 200)).toEqual([0])
    expect(blocksOf(199, 2)).toEqual([0, 1])
    expect(blocksOf(1_000, 401)).toEqual([5, 6, 7])
  })
})
