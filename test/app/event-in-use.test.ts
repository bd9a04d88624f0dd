import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { connectTestMonitor, createMonitorBench, openTestMonitor } from '../support/monitors.ts'
import { draftFrom } from '../support/event-drafts.ts'
import { orderBodies } from '../support/order-events.ts'

describe('the definition of the connection in use', { timeout: 60_000 }, () => {
  it("takes effect when it is saved, and a mask is only removed by typing the field's name", async () => {
    const bench = await createMonitorBench()
    await bench.queue.send(orderBodies(3))
    const first = await connectTestMonitor(bench.settings)
    const place = { kind: 'in-use' } as const
    const taken = await first.client.ask('takeSample', { place, match: null })
    const fields = draftFrom(taken, 'orders').fields.map((field) => ({
      ...{ ...field, standing: field.standing === 'asked' ? ('left-out' as const) : field.standing },
      ...(field.name === 'email' ? { standing: 'kept' as const, mask: 'email', column: 'masked_email' } : {}),
    }))
    const draft = { ...draftFrom(taken, 'orders'), unknownFields: 'ignore' as const, fields }
    const saved = await first.client.ask('saveDraft', {
      place,
      draft,
      path: null,
      opened: null,
      agreed: null,
    })
    if (!saved.saved) throw new Error(JSON.stringify(saved))
    const profile = {
      ...{ id: null, kind: 'docker' as const, name: 'Orders', queue: bench.queue.name },
      ...{ endpoint: inject('queueEndpoint'), region: '', awsProfile: '', databaseUrl: bench.database.url },
      ...{ password: null, event: saved.path },
    }
    const stored = await first.client.ask('saveProfile', { profile })
    if (!stored.saved) throw new Error(JSON.stringify(stored.mistakes))
    await first.monitor.close()
    const path = join(bench.settings.dataFolder, 'settings.json')
    const chosen = readFileSync(path, 'utf8').replace(
      '"activeId": "embedded"',
      `"activeId": "${stored.value.id}"`,
    )
    await writeFile(path, chosen)

    const { client } = openTestMonitor({ ...bench.settings, database: { kind: 'embedded' } })
    await client.until(({ connection }) => connection.state === 'connected')
    expect((await client.run()).counts.loaded).toBe(3)
    const input = { place, draft: { ...draft, label: 'Order' }, path: saved.path, opened: saved.opened }
    const mended = await client.ask('saveDraft', { ...input, agreed: { fields: [], seen: null } })
    if (!mended.saved) throw new Error(JSON.stringify(mended))
    expect(mended.isInUse).toBe(true)
    await client.until(
      ({ connection }) => connection.state === 'connected' && connection.source.event.label === 'Order',
    )

    const open = fields.map((field) => (field.name === 'email' ? { ...field, mask: null } : field))
    const unmasked = { ...input, draft: { ...draft, fields: open }, opened: mended.opened }
    const asked = await client.ask('saveDraft', { ...unmasked, agreed: null })
    expect(asked).toMatchObject({ saved: false, why: 'changes' })
    if (asked.saved || asked.why !== 'changes') throw new Error('saved')
    expect(asked.changes).toContainEqual(
      expect.objectContaining({
        kind: 'refused',
        subject: 'email.mask',
        field: 'email',
        column: 'masked_email',
      }),
    )
    const { seen } = asked
    const untyped = await client.ask('saveDraft', { ...unmasked, agreed: { fields: [], seen } })
    expect(untyped).toMatchObject({ saved: false, why: 'changes' })
    // What was shown before someone else changed the table is out of date.
    const stale = await client.ask('saveDraft', { ...unmasked, agreed: { fields: ['email'], seen: 'other' } })
    expect(stale).toMatchObject({ saved: false, why: 'changes' })
    expect((await client.ask('openDraft', { path: saved.path })).opened).toBe(mended.opened)
    const typed = await client.ask('saveDraft', { ...unmasked, agreed: { fields: ['email'], seen } })
    expect(typed).toMatchObject({ saved: true, isInUse: true })
    await client.until(
      ({ connection }) =>
        connection.state === 'connected' && connection.source.event.fields.every(({ mask }) => mask === null),
    )
  })
})
