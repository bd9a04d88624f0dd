import { describe, expect, it } from 'vitest'
import { describeFailure, failure, failureCodes, FailureError } from '../../src/contract/failure.ts'
import { describeReason, reasonCodes, type Reason } from '../../src/contract/reason.ts'
import { tableLeast, tableSamples } from './table-details.ts'

const details = {
  problems: 'PROBLEMS',
  endpoint: 'ENDPOINT',
  queue: 'QUEUE',
  address: 'ADDRESS',
  database: 'DATABASE',
  changes: 'CHANGES',
  purpose: 'PURPOSE',
  path: 'PATH',
  owner: 'OWNER',
  log: 'LOG',
  command: 'COMMAND',
  what: 'WHAT',
  id: 'ID',
  code: 'CODE',
  name: 'NAME',
  version: 'VERSION',
  least: 'LEAST',
  migration: 'MIGRATION',
  rejected: '60',
  judged: '100',
  share: '60',
  cause: 'not-an-ip',
  count: '55',
  ...tableSamples,
}

/** What each failure is raised with at the least. */
const leastDetails: Partial<Record<(typeof failureCodes)[number], readonly (keyof typeof details)[]>> = {
  ...tableLeast,
  'settings-unreadable': ['path'],
  'settings-broken': ['path'],
  'settings-newer': ['path'],
  'queue-unreachable': ['endpoint'],
  'queue-busy': ['endpoint'],
  'queue-missing': ['queue', 'endpoint'],
  'queue-protocol': ['endpoint'],
  'database-unreachable': ['address'],
  'database-refused': ['address'],
  'database-missing': ['address', 'database'],
  'database-too-old': ['address', 'version', 'least'],
  'schema-missing': ['address', 'database'],
  'schema-newer': ['address', 'database', 'migration'],
  'schema-old': ['address', 'database'],
  'table-missing': ['address', 'database'],
  'too-many-rejected': ['rejected', 'judged', 'share', 'cause', 'count'],
  'key-mismatch': ['purpose'],
  'key-unusable': ['purpose', 'path'],
  'data-folder-busy': ['path'],
  'data-folder-unusable': ['path'],
  'command-invalid': ['command', 'problems'],
  'export-failed': ['name'],
  'export-target-unfit': ['name'],
  'not-found': ['what', 'id'],
}

describe('the words for a failure', () => {
  it.each(failureCodes)('say what happened and what to do for %s', (code) => {
    const few = Object.fromEntries((leastDetails[code] ?? []).map((name) => [name, details[name]]))
    for (const given of [details, few]) {
      const { sentence, advice } = describeFailure(failure(code, given))
      for (const text of [sentence, advice]) {
        expect(text).not.toMatch(/undefined|null|\[object|NaN| {2}|\(\)/)
        expect(text.length).toBeGreaterThan(7)
      }
      expect(advice).toMatch(/\.$/)
    }
  })

  it('name the queue, the service, the database and the code they are given', () => {
    expect(describeFailure(failure('queue-missing', details)).sentence).toMatch(/QUEUE.*ENDPOINT/)
    expect(describeFailure(failure('database-missing', details)).sentence).toMatch(/ADDRESS.*DATABASE/)
    expect(describeFailure(failure('database-failed', details)).sentence).toContain('(CODE)')
    expect(describeFailure(failure('data-folder-busy', details)).sentence).toMatch(/PATH.*OWNER/)
  })

  it('are the message of the error that carries the failure', () => {
    const cause = failure('run-active')
    expect(new FailureError(cause).message).toBe(describeFailure(cause).sentence)
    expect(new FailureError(cause).failure).toBe(cause)
  })
})

describe('the words for a reason', () => {
  const reason = (code: Reason['code'], pointer: string, detail: string | null): Reason => ({
    code,
    pointer,
    range: null,
    detail,
  })

  it.each(reasonCodes)('are a sentence without a full stop for %s', (code) => {
    for (const pointer of ['/ip', '']) {
      const text = describeReason(reason(code, pointer, 'DETAIL'))
      expect(text).toMatch(/^[A-Za-z].{9,}[^.]$/)
      expect(text).not.toMatch(/undefined|null|\[object/)
      expect(describeReason(reason(code, pointer, null))).not.toMatch(/undefined|null/)
    }
  })

  it('name the field, and not a name that the sender chose and that is not safe to show', () => {
    expect(describeReason(reason('missing-field', '/ip', null))).toBe('ip is missing')
    expect(describeReason(reason('unknown-field', '', null))).toMatch(/^One of the names /)
    expect(describeReason(reason('duplicate-key', '', null))).toMatch(/^One of the names /)
  })

  it('are different for every code', () => {
    const texts = reasonCodes.map((code) => describeReason(reason(code, '/ip', 'x')))
    expect(new Set(texts).size).toBe(texts.length)
  })
})
