import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { MonitorClient } from '../../src/contract/monitor.ts'
import { ok } from '../../src/contract/result.ts'
import { saveRules } from '../../src/main/save-rules.ts'
import { createTestFolder } from '../support/folders.ts'

const hash = '0123456789abcdef'

/** An engine with one rule, behind a dialog that is answered with a path. */
const stage = (path: string | null) => {
  const boxes: string[] = []
  const engine: MonitorClient = {
    send: () =>
      Promise.resolve(ok({ how: 'text', name: 'mine.repair.json', text: '{"name":"mine"}' } as never)),
    listen: () => () => undefined,
  }
  const client = saveRules(engine, (name) => {
    boxes.push(name)
    return Promise.resolve(path)
  })
  return { boxes, client }
}

describe('a rule exported in the desktop app', () => {
  it('goes where the person chooses, under a suggested name, and the page learns only the name', async () => {
    const folder = await createTestFolder()
    const { client, boxes } = stage(join(folder, 'other.json'))
    expect(await client.send('exportRule', { hash })).toEqual(ok({ how: 'saved', name: 'other.json' }))
    expect(boxes).toEqual(['mine.repair.json'])
    expect(await readFile(join(folder, 'other.json'), 'utf8')).toBe('{"name":"mine"}')
  })

  it('goes nowhere if the person cancels', async () => {
    expect(await stage(null).client.send('exportRule', { hash })).toEqual(ok({ how: 'dismissed' }))
  })

  it('leaves nothing behind if it cannot be written, and says so', async () => {
    const folder = await createTestFolder()
    const answer = await stage(join(folder, 'absent', 'x.json')).client.send('exportRule', { hash })
    expect(answer).toMatchObject({ ok: false, failure: { code: 'export-failed' } })
    expect(await readdir(folder)).toEqual([])
  })
})
