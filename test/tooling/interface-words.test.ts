import { describe, expect, it } from 'vitest'
import { describeEvents } from '../../src/contract/event-words.ts'
import { jsonBreaks, detailOfBreak, wordsOfBreak } from '../../src/contract/json-breaks.ts'
import { logins } from '../../src/contract/logins.ts'
import { labelOfSetting } from '../../src/contract/setting-words.ts'
import { interfaceTexts } from './interface-texts.ts'

const texts = interfaceTexts()

/** Words that the program does not use any more, and what it says. */
const retired: readonly (readonly [old: RegExp, now: string])[] = [
  [/\bsettled a second\b/i, 'Throughput'],
  [/\bif you like\b/i, 'Note (optional)'],
  [/\bas at first\b/i, 'Reset columns'],
  [/\bkeep\b.*\bin sight\b/i, 'Pin'],
  [/\bnot in touch\b/i, 'Disconnected'],
  [/\busually\b|\bthe usual is\b/i, 'default'],
  [/\bnames that (?:are|were) not in the definition\b/i, 'Allow unknown fields'],
  [/\bforget (?:entries )?after\b/i, 'Ledger retention (days)'],
  [/\bas the system (?:has|says|does)\b|\bcolours of the system\b/i, 'Follow system'],
  [/\bhas no closing quote\b|\bin small letters\b/i, 'the words of contract/json-breaks.ts'],
  [/\bnot valid events\b/i, 'not valid login events, by the label of the event'],
  [/\bat most so many\b|\bso many minutes\b/i, 'Message limit, Time limit'],
  [/\bset up like this\b/i, 'Configuration'],
  [/\bmost was rejected\b/i, 'Most messages were rejected'],
  [/\b(?:receivers at most|messages in a batch|bytes in (?:a batch|memory))\b/i, 'the names of settings'],
  [/, in (?:MiB|percent|days|minutes)\b/, 'a unit in brackets, as in "Time limit (minutes)"'],
  [/\bkeep (?:version|this text|what you typed)\b|\bkept as version\b/i, 'Save version'],
  [/\bnot hidden any more\b/i, 'no longer hidden'],
]

const found = (pattern: RegExp) =>
  texts.filter(({ text }) => pattern.test(text)).map(({ file, line, text }) => `${file}:${line}: ${text}`)

describe('the words of the interface', () => {
  it.each(retired)('do not include %s: it says "%s"', (old) => {
    expect(found(old)).toEqual([])
  })

  it.each([
    'Throughput',
    'Note (optional)',
    'Reset columns',
    'Pin …',
    'Disconnected',
    '…–…, default …',
    'Notify me when the window is in the background.',
    'Follow system',
    'Configuration',
    'Export … as…',
    'Messages that are not valid … are kept here with every reason.',
    '… of … messages are not valid ….',
  ])('include: %s', (text) => {
    expect(texts.map((one) => one.text)).toContain(text)
  })

  it('name settings and limits in the field’s terms, with their units', () => {
    const labels = (
      ['allowUnknownFields', 'ledgerDays', 'maxMessages', 'maxSeconds', 'heldBytes'] as const
    ).map(labelOfSetting)
    expect(labels).toEqual([
      'Allow unknown fields',
      'Ledger retention (days)',
      'Message limit',
      'Time limit (minutes)',
      'Bodies in memory (MiB)',
    ])
  })

  it('call events by their own name, and breaks of JSON by those of a parser', () => {
    expect(describeEvents(logins)).toBe('login events')
    expect(describeEvents({ label: 'IoT reading' })).toBe('IoT reading events')
    expect(describeEvents({ label: 'Sign-up event' })).toBe('sign-up events')
    expect(jsonBreaks.map((kind) => wordsOfBreak(detailOfBreak(kind)))).toContain('unterminated string')
  })

  it('are written once: no sentence is in two of page, command line, windows and engine', () => {
    const places = new Map<string, Set<string>>()
    for (const { text, file } of texts) {
      const front = /^src\/(?:renderer\/(?:features\/[\w-]+|\w+)|\w+)/.exec(file)?.[0] ?? file
      if (/ \S.*[.?!]$/.test(text)) places.set(text, (places.get(text) ?? new Set()).add(front))
    }
    const twice = [...places].filter(([, fronts]) => fronts.size > 1)
    expect(twice.map(([text, fronts]) => `${text} (${[...fronts].join(', ')})`)).toEqual([])
  })
})
