import type { EditCheck, OpenVersion } from '../../src/contract/mending.ts'
import type { CommandInput } from '../../src/contract/monitor.ts'
import type { MessageVersion, RepairHistory } from '../../src/contract/repair-history.ts'
import { ok } from '../../src/contract/result.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'

const text =
  '{"app_version":"latest","device_type":"ios","ip":"•••••••","locale":"DE","device_id":"••••••","userId":"••••"}'

const at = (part: string): [number, number] => [text.indexOf(part), text.indexOf(part) + part.length]

const faults = [
  { code: 'not-a-version', pointer: '/app_version', detail: null, range: at('"latest"') },
  { code: 'not-an-ip', pointer: '/ip', detail: null, range: at('"•••••••"') },
  { code: 'unknown-field', pointer: '/userId', detail: null, range: at('"userId"') },
  { code: 'missing-field', pointer: '/user_id', detail: null, range: null },
] as const

/** A message with four faults: an invalid version and address, an unexpected name, and the field that it was meant for. */
export const opened: OpenVersion = {
  ...{ version: 0, newest: 0, state: 'kept', outcome: null, text, covered: true, original: null },
  reasons: faults,
  places: [
    { at: '/user_id', pointer: '/user_id', state: 'missing', value: null, names: [], fault: null },
    {
      at: '/app_version',
      pointer: '/app_version',
      state: 'present',
      value: '"latest"',
      names: [],
      fault: null,
    },
    { at: '/device_type', pointer: '/device_type', state: 'present', value: '"ios"', names: [], fault: null },
    { at: '/ip', pointer: '/ip', state: 'present', value: '"•••••••"', names: [], fault: null },
    { at: '/locale', pointer: '/locale', state: 'present', value: '"DE"', names: [], fault: null },
    { at: '/device_id', pointer: '/device_id', state: 'present', value: '"••••••"', names: [], fault: null },
    {
      at: at('"userId"'),
      pointer: '/userId',
      state: 'extra',
      value: '"••••"',
      names: ['user_id'],
      fault: faults[2],
    },
  ],
}

export const clearText = text
  .replace('•••••••', '10.0.0.')
  .replace('••••••', 'd-1234')
  .replace('••••"}', 'anna"}')

const made = (version: number, more: Partial<MessageVersion> = {}): MessageVersion => ({
  ...{ version, base: version - 1, rule: null, madeBy: 'ann@desk', takenBy: null },
  ...{
    madeAt: '2026-03-04T05:06:08.000Z',
    sends: 0,
    outcome: null,
    outcomeAt: null,
    runId: null,
    reasons: [],
  },
  ...more,
})

export const historyOf = (...versions: readonly Partial<MessageVersion>[]): RepairHistory => ({
  ...{
    id: '1',
    messageId: 'first-message-0',
    rejectedAt: '2026-03-04T05:06:07.000Z',
    reasons: opened.reasons,
  },
  ...{ state: 'kept', stateAt: null, rowId: null },
  returns: [],
  versions: versions.map((one, index) => made(index + 1, one)),
})

/** Each change removes the faults of its place, as a judge would. */
const checkFields = ({ edit }: CommandInput<'checkEdit'>): EditCheck => {
  if (edit.by === 'text')
    return { reasons: edit.text.includes('latest') ? opened.reasons.slice(0, 1) : [], text: null }
  const named = edit.changes.map(({ at: place }) => (typeof place === 'string' ? place : '/userId'))
  const isRenamed = edit.changes.some((change) => 'name' in change)
  const reasons = opened.reasons.filter(
    ({ pointer }) => !named.includes(pointer) && !(isRenamed && pointer === '/user_id'),
  )
  return { reasons, text }
}

/** The engine for a message that nobody has mended yet. */
export const scriptMending = (monitor: ScriptedMonitor): void => {
  monitor.answerWith('openVersion', ({ uncover }) =>
    ok(uncover == null ? opened : { ...opened, text: clearText, covered: false, original: clearText }),
  )
  monitor.answerWith('listVersions', () => ok(historyOf()))
  monitor.answerWith('checkEdit', (input) => ok(checkFields(input)))
  monitor.answerWith('keepEdit', ({ seen }) => ok({ version: seen + 1 }))
}
