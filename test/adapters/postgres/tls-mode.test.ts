import { describe, expect, it } from 'vitest'
import { readAddress, type DatabaseAddress } from '../../../src/adapters/postgres/address.ts'

import { approachesTo, tlsModeWords } from '../../../src/adapters/postgres/tls-mode.ts'

const read = (url: string): DatabaseAddress => {
  const result = readAddress(url)
  if (!result.ok) throw new Error(result.problems.join('\n'))
  return result.address
}

const problemsOf = (url: string): readonly string[] => {
  const result = readAddress(url)
  return result.ok ? [] : result.problems
}

describe('the safety of a connection', () => {
  const ways = (parameter: string, host: string) => {
    const { tls } = read(`postgres://me@${encodeURIComponent(host)}/x${parameter}`)
    return approachesTo(tls.mode, host).map(({ security }) => security)
  }
  const far = ['db.example', '10.0.0.1', 'localhost.example', '127.example', '2001:db8::1', '0.0.0.0']
  const near = ['localhost', '127.0.0.1', '127.9.9.9', 'db.localhost']

  it.each(far)('over a network to %s is checked TLS, unless the URL says disable or no-verify', (host) => {
    const bracketed = host.includes(':') ? `[${host}]` : host
    const of = (parameter: string) => {
      const { tls } = read(`postgres://me@${bracketed}/x${parameter}`)
      return approachesTo(tls.mode, host).map(({ security }) => security)
    }
    for (const word of ['allow', 'prefer', 'require', 'verify-full'])
      expect([word, of(`?sslmode=${word}`)]).toEqual([word, ['checked']])
    expect(of('')).toEqual(['checked'])
    expect(of('?ssl=true')).toEqual(['checked'])
    expect(of('?sslmode=verify-ca&sslrootcert=/ca.pem')).toEqual(['signed'])
    expect(of('?sslmode=no-verify')).toEqual(['unchecked'])
    expect(of('?sslmode=disable')).toEqual(['clear'])
  })

  it.each(near)('on this machine (%s) is clear text, and TLS if the server wants it', (host) => {
    expect(ways('', host)).toEqual(['clear', 'unchecked'])
    expect(ways('?sslmode=prefer', host)).toEqual(['unchecked', 'clear'])
    expect(ways('?sslmode=require', host)).toEqual(['checked'])
    expect(ways('?sslrootcert=/ca.pem', host)).toEqual(['checked'])
  })

  it('never has a clear-text way over a network if the URL asks for TLS', () => {
    for (const word of tlsModeWords)
      for (const host of far)
        if (word !== 'disable')
          expect(approachesTo(word, host).map(({ security }) => security)).not.toContain('clear')
  })

  it('has no TLS over a socket, which nobody can eavesdrop on', () => {
    expect(approachesTo('verify-full', '/tmp').map(({ security }) => security)).toEqual(['clear'])
  })

  it.each([
    '?channel_binding=require&sslmode=disable',
    '?sslmode=verify-ca',
    '?sslcert=/me.pem',
    '?sslmode=verify-ca&sslrootcert=system',
    '?sslnegotiation=direct&sslmode=disable',
  ])('that contradicts itself is refused: %s', (parameter) => {
    expect(problemsOf(`postgres://me@db/x${parameter}`)).toHaveLength(1)
  })
})
