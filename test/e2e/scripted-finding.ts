import type { RejectedSearch } from '../../src/contract/finding.ts'
import { failure } from '../../src/contract/failure.ts'
import type { CommandInput, CommandOutputs } from '../../src/contract/monitor.ts'
import type { RejectedSummary } from '../../src/contract/rejected.ts'
import { failed, ok, type Result } from '../../src/contract/result.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'

const message = (index: number, more: Partial<RejectedSummary> = {}): RejectedSummary => ({
  ...{ id: String(index + 1), messageId: `0000000${index}-message`, runId: crypto.randomUUID() },
  ...{ sentAt: '2026-03-04T05:06:07.000Z', rejectedAt: '2026-03-04T05:06:08.000Z', receiveCount: 1 },
  ...{ bodyBytes: 40, reasons: [{ code: 'not-an-ip', pointer: '/ip', detail: null, range: [6, 12] }] },
  ...{ state: 'kept', stateAt: null, note: null, tags: [] },
  ...{ investigatedSince: null, investigatedBy: null, rowId: null },
  ...more,
})

/** An engine that stores marks and answers searches when a test says so. */
export interface ScriptedFinding {
  /** Answers the current search. */
  readonly answerSearch: (search: RejectedSearch) => void
  /** Somebody else writes a note. */
  readonly noteAs: (id: string, note: string) => void
  /** Names of searches that the page has ended. */
  readonly cancelled: readonly string[]
}

/** Gives a scripted engine three messages, to mark and to search. */
export const scriptFinding = (monitor: ScriptedMonitor): ScriptedFinding => {
  let messages = [
    message(2, { tags: ['vendor'], note: 'waits for the vendor' }),
    message(1, { investigatedSince: '2026-03-04T06:00:00.000Z', investigatedBy: 'ann@desk' }),
    message(0),
  ]
  const cancelled: string[] = []
  const going = new Map<string, (answer: Result<CommandOutputs['searchRejected']>) => void>()
  const named = (which: CommandInput<'restoreRejected'>['which']): readonly string[] =>
    which.by === 'ids'
      ? which.ids
      : ((which.by === 'filter' ? which.filter.among : null) ?? messages.map(({ id }) => id))
  const change = (ids: readonly string[], to: (one: RejectedSummary) => Partial<RejectedSummary>): void => {
    messages = messages.map((one) => (ids.includes(one.id) ? { ...one, ...to(one) } : one))
  }
  monitor.answerWith('mapRejected', ({ filter }) => {
    const first = messages.filter(
      ({ id, tags, state, investigatedSince }) =>
        (filter?.among == null || filter.among.includes(id)) &&
        (filter?.tag == null || tags.includes(filter.tag)) &&
        (filter?.investigated !== true || investigatedSince !== null) &&
        (filter?.state === 'all' || state === (filter?.state ?? 'kept')),
    )
    return ok({ total: first.length, points: [], first })
  })
  monitor.answerWith('listCauses', () =>
    ok({
      causes: [{ cause: 'not-an-ip /ip', count: 3, newestAt: '2026-03-04T05:06:08.000Z' }],
      ...{ groups: 1, total: 3 },
    }),
  )
  monitor.answerWith('getRejected', ({ id }) => {
    const found = messages.find((one) => one.id === id)
    return found === undefined
      ? failed(failure('not-found', { what: 'rejected message', id }))
      : ok({ ...found, body: '{"ip":"••••"}', covered: true, origin: null })
  })
  monitor.answerWith('listRejectedChoices', () =>
    ok({ tags: [{ tag: 'vendor', count: 1 }], definitions: ['user_login 0123456789abcdef'] }),
  )
  monitor.answerWith('markRejected', ({ which, mark }) => {
    const ids = named(which)
    if (mark.do === 'tag') change(ids, ({ tags }) => ({ tags: [...new Set([...tags, mark.tag])].sort() }))
    if (mark.do === 'untag') change(ids, ({ tags }) => ({ tags: tags.filter((tag) => tag !== mark.tag) }))
    if (mark.do === 'investigate')
      change(ids, () => ({
        investigatedSince: mark.on ? '2026-03-04T07:00:00.000Z' : null,
        investigatedBy: mark.on ? 'ann@desk' : null,
      }))
    return ok({ changed: ids.length, changeId: crypto.randomUUID(), full: 0 })
  })
  monitor.answerWith('noteRejected', ({ id, note, instead }) => {
    if (instead !== undefined && messages.find((one) => one.id === id)?.note !== instead)
      return failed(failure('noted-meanwhile'))
    change([id], () => ({ note }))
    return ok(null)
  })
  monitor.answerWith('discardRejected', ({ which, note }) => {
    change(named(which), (one) => ({ state: 'discarded', note: note ?? one.note }))
    return ok({ changed: 1, changeId: crypto.randomUUID() })
  })
  monitor.answerWith(
    'searchRejected',
    ({ operation }) => new Promise((resolve) => void going.set(operation, resolve)),
  )
  monitor.answerWith('cancelOperation', ({ operation }) => {
    if (going.has(operation)) cancelled.push(operation)
    going.get(operation)?.(failed(failure('cancelled')))
    return ok({ found: going.delete(operation) })
  })
  monitor.answerWith('exportItems', () =>
    ok({ how: 'saved', file: { name: 'rejected.jsonl', items: 3, bytes: 1_000 } }),
  )
  return {
    cancelled,
    noteAs: (id, note) => change([id], () => ({ note })),
    answerSearch: (search) => {
      const [operation, answer] = [...going].at(-1) ?? []
      if (operation === undefined || answer === undefined) throw new Error('no search goes on')
      going.delete(operation)
      answer(ok(search))
    },
  }
}
