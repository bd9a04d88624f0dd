import { describe, expect, it } from 'vitest'
import type { ExportingClient } from '../../src/app/exporting-client.ts'
import { exportName } from '../../src/contract/exports.ts'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok } from '../../src/contract/result.ts'
import { connectedTo } from '../support/connected.ts'
import { oddOrders } from '../support/odd-orders.ts'
import { saveExports, type AskWhere } from '../../src/main/save-exports.ts'

const file = { name: 'mine.csv', items: 3, bytes: 40 }
const request = {
  subject: { what: 'rejected' },
  format: 'csv',
  operation: '11111111-1111-4111-8111-111111111111',
} as const

/** An engine that records its requests, behind a dialog that is answered with a path. */
const stage = (path: string | null, written: Awaited<ReturnType<ExportingClient['exportTo']>> = ok(file)) => {
  const asked: unknown[] = []
  const exported: unknown[] = []
  const boxes: unknown[] = []
  const engine: ExportingClient = {
    send: (name, input) => {
      asked.push([name, input])
      if (name === 'getSnapshot') return Promise.resolve(ok(connectedTo(oddOrders) as never))
      return Promise.resolve(failed(failure('command-invalid', { command: name, problems: 'x' })))
    },
    listen: () => () => undefined,
    exportTo: (input, to) => {
      exported.push([input, to])
      return Promise.resolve(written)
    },
  }
  const ask: AskWhere = (name, format) => {
    boxes.push([name, format])
    return Promise.resolve(path)
  }
  return { asked, exported, boxes, client: saveExports(engine, ask) }
}

describe('an export in the desktop app', () => {
  it('goes where the person chooses, under a suggested name, and the page learns only the name', async () => {
    const { client, exported, boxes, asked } = stage('/home/somebody/mine.csv')
    const answer = await client.send('exportItems', request)
    expect(boxes).toEqual([[exportName('rejected', 'csv', { day: new Date(), table: '' }), 'csv']])
    expect(exported).toMatchObject([
      [{ format: 'csv', operation: request.operation }, '/home/somebody/mine.csv'],
    ])
    expect(answer).toEqual(ok({ how: 'saved', file }))
    expect(asked).toEqual([])
  })

  it("of rows is suggested under the name of the event's table", async () => {
    const { client, boxes } = stage(null)
    await client.send('exportItems', { ...request, subject: { what: 'rows' } })
    expect(boxes).toEqual([[exportName('rows', 'csv', { day: new Date(), table: 'order_lines' }), 'csv']])
  })

  it('does not begin if the dialog is dismissed, which does not count as a failure', async () => {
    const { client, exported } = stage(null)
    expect(await client.send('exportItems', request)).toEqual(ok({ how: 'dismissed' }))
    expect(exported).toEqual([])
  })

  it('fails as the engine says', async () => {
    const full = failed(failure('export-failed', { name: 'mine.csv', code: 'ENOSPC' }))
    expect(await stage('/tmp/mine.csv', full).client.send('exportItems', request)).toEqual(full)
  })

  it('shows no dialog for an invalid request, or one that contains a path', async () => {
    const { client, boxes, exported } = stage('/tmp/mine.csv')
    const answer = await client.send('exportItems', { ...request, path: '/etc/passwd' } as never)
    expect(answer).toMatchObject({ ok: false, failure: { code: 'command-invalid' } })
    expect([boxes, exported]).toEqual([[], []])
  })

  it('leaves all other commands to the engine', async () => {
    const { client, asked } = stage(null)
    await client.send('getSnapshot', {})
    expect(asked).toEqual([['getSnapshot', {}]])
  })
})
