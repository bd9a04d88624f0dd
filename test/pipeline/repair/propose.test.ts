import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { definitionOf } from '../../../src/contract/event-file.ts'
import { logins } from '../../../src/contract/logins.ts'
import { proposeRule } from '../../../src/pipeline/repair/propose.ts'
import { inEventBridge } from '../../support/envelopes.ts'
import { loginBody, loginFieldsOfExample } from '../../support/logins.ts'

const propose = (before: string, after: string, definition = logins) =>
  proposeRule(before, after, definition, 'proposed')

const steps = (before: object, after: object) => {
  const proposal = propose(JSON.stringify(before), JSON.stringify(after))
  return proposal.ok ? proposal.rule.steps : proposal.why
}

const { user_id, locale, app_version, ip, device_id, ...others } = loginFieldsOfExample
const rest = { ...others, locale, app_version, ip, device_id }
const whole = loginFieldsOfExample

describe('a rule that is proposed from one edit', () => {
  it.each<[string, object, object, readonly object[]]>([
    [
      'a name that was changed',
      { userId: 'u', ...rest },
      { user_id: 'u', ...rest },
      [{ do: 'rename', at: '/userId', to: 'user_id' }],
    ],
    [
      'a name and white space',
      { userId: ' u ', ...rest },
      { user_id: 'u', ...rest },
      [
        { do: 'rename', at: '/userId', to: 'user_id' },
        { do: 'trim', at: '/user_id' },
      ],
    ],
    ['a field that was taken out', { ...whole, extra: {} }, whole, [{ do: 'drop', at: '/extra' }]],
    [
      'a field that was put in',
      { ...whole, locale: undefined },
      { ...whole, locale: null },
      [{ do: 'default', at: '/locale', value: null }],
    ],
    [
      'a number that became a text',
      { ...whole, app_version: 12.5 },
      { ...whole, app_version: '12.5' },
      [{ do: 'convert', at: '/app_version', to: 'text' }],
    ],
    ['white space', { ...whole, locale: ' DE' }, { ...whole, locale: 'DE' }, [{ do: 'trim', at: '/locale' }]],
    ['white space in a masked field', { ...whole, ip: ` ${ip}` }, whole, [{ do: 'trim', at: '/ip' }]],
    [
      'a masked field by another name',
      { ...whole, ip: undefined, address: ip },
      whole,
      [{ do: 'rename', at: '/address', to: 'ip' }],
    ],
    [
      'a prefix',
      { ...whole, app_version: 'v2.3' },
      { ...whole, app_version: '2.3' },
      [{ do: 'replace', at: '/app_version', how: 'prefix', what: 'v', with: '' }],
    ],
    [
      'a suffix',
      { ...whole, app_version: '2.3 beta' },
      { ...whole, app_version: '2.3' },
      [{ do: 'replace', at: '/app_version', how: 'suffix', what: ' beta', with: '' }],
    ],
    [
      'a sign',
      { ...whole, app_version: '2,3' },
      { ...whole, app_version: '2.3' },
      [{ do: 'replace', at: '/app_version', how: 'text', what: ',', with: '.' }],
    ],
    [
      'another value',
      { ...whole, device_type: 'droid' },
      { ...whole, device_type: 'ios' },
      [{ do: 'set', at: '/device_type', value: 'ios' }],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(steps(before, after)).toEqual(expected)
  })

  it('is about an envelope’s content if there is one', () => {
    const wrap = (body: string) => JSON.stringify(body)
    const [before, after] = [loginBody({ locale: ' DE ' }), loginBody({ locale: 'DE' })]
    expect(propose(wrap(before), wrap(after))).toMatchObject({
      ok: true,
      rule: { steps: [{ do: 'trim', at: '/locale' }] },
    })
  })

  it.each<[string, string, string, string]>([
    [
      'what was typed into a masked field',
      loginBody({ ip: 'nowhere' }),
      loginBody(),
      '/ip, which is masked, is of this message alone',
    ],
    [
      'part of a masked value that was taken off',
      loginBody({ ip: 'ip:203.0.113.77' }),
      loginBody(),
      '/ip, which is masked',
    ],
    [
      'a masked field that was made up',
      loginBody({ device_id: undefined }),
      loginBody(),
      '/device_id, which is masked',
    ],
    [
      'a masked value that was moved to the clear',
      loginBody({ locale: undefined }),
      loginBody({ locale: ip, ip: undefined }),
      'carry the value of "ip"',
    ],
    ['no change', loginBody(), ` ${loginBody()}`, 'nothing was changed'],
    [
      'a change of the envelope alone',
      inEventBridge(loginBody()),
      inEventBridge(loginBody(), { region: 'eu-west-1' }),
      'changes no envelope',
    ],
    ['no JSON before', '{"a":', loginBody(), 'is not JSON'],
    ['no JSON after', loginBody(), '{"a":', 'is not JSON'],
    ['a list', loginBody(), loginBody({ locale: ['DE'] }), 'no rule'],
    ['a name twice', '{"a":1,"a":2}', loginBody(), 'a name is in it twice'],
  ])('is none for %s', (_, before, after, why) => {
    const proposal = propose(before, after)
    expect(proposal).toMatchObject({ ok: false })
    expect(proposal.ok ? '' : proposal.why).toContain(why)
  })

  it('never contains anything of a masked value, whatever was edited', () => {
    const secret = fc.stringMatching(/^secret[a-z]{4}$/)
    fc.assert(
      fc.property(secret, secret, fc.constantFrom('ip', 'device_id'), (before, after, field) => {
        for (const [one, other] of [
          [before, after],
          [`x${before}`, before],
          [before, `${before}!`],
          [undefined, after],
        ])
          expect(
            JSON.stringify(propose(loginBody({ [field]: one }), loginBody({ [field]: other }))),
          ).not.toContain('secret')
      }),
    )
  })

  it('is quick for a message of many names', () => {
    const many = (prefix: string) =>
      JSON.stringify(
        Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`${prefix}${index}`, index])),
      )
    const open = {
      ...definitionOf({
        name: 'x',
        table: { name: 'x' },
        unknownFields: 'ignore',
        fields: [{ name: 'f', type: 'text' }],
      }),
    }
    expect(propose(many('a'), many('b'), open)).toMatchObject({ ok: false })
    expect(propose(many('a'), many('a').replace('"a7":7', '"f":"x"'), open)).toMatchObject({ ok: true })
  })
})
