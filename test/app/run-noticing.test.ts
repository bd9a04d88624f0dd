import { describe, expect, it } from 'vitest'
import { createNoticing } from '../../src/app/run-noticing.ts'
import { definitionOf } from '../../src/contract/event-file.ts'
import { describeNotice, newNamesOf, type SourceNotice } from '../../src/contract/run-notes.ts'
import { compileEvent } from '../../src/pipeline/event-reader.ts'
import type { Masked } from '../../src/pipeline/mask.ts'

const event = definitionOf({
  name: 'ticks',
  table: { name: 'ticks' },
  unknownFields: 'ignore',
  fields: [{ name: 'at', type: 'timestamp', form: 'ns' }],
})

const follow = (seenBefore: Promise<ReadonlyMap<string, string | null>>, pause?: number) => {
  const said: string[] = []
  const notices: SourceNotice[] = []
  const onNotice = (notice: SourceNotice) => {
    notices.push(notice)
    said.push(describeNotice(notice))
  }
  const noticing = createNoticing(seenBefore, onNotice, pause)
  const { read } = compileEvent(event, (_, value) => value as Masked, { notes: noticing.notes })
  return { said, notices, noticing, read }
}

const plain = '{"at":1764150000123456000}'
const withReferrer = '{"at":1764150000123456000,"referrer":"x"}'

describe('a run', () => {
  it('announces a name that no earlier run has seen, with its share, once', async () => {
    const { said, notices, noticing, read } = follow(Promise.resolve(new Map([['/known', null]])))
    for (const body of [withReferrer, withReferrer, plain, plain, '{"at":1764150000123456000,"known":1}'])
      read(body)
    await noticing.end()
    expect(said).toEqual([expect.stringContaining('referrer (in 40 %)')])
    // The page offers a field for it.
    expect(notices.flatMap(newNamesOf)).toEqual(['/referrer'])
    expect(newNamesOf('The built-in queue was made.')).toEqual([])
    expect(said.join()).not.toContain('known')
    await noticing.end()
    expect(said).toHaveLength(1)
  })

  it('says since when messages with it were sent, counting the runs before', async () => {
    const { said, notices, noticing, read } = follow(
      Promise.resolve(
        new Map([
          ['/campaign', '2026-03-10'],
          ['/old', null],
        ]),
      ),
    )
    const send = (day: string | null, name: string): void => {
      noticing.notes.sentAt(day === null ? null : new Date(`${day}T23:59:59Z`))
      read(`{"at":1764150000123456000,"${name}":1}`)
    }
    send('2026-03-18', 'referrer')
    send('2026-03-17', 'referrer')
    send('2026-03-19', 'referrer')
    send('2026-03-19', 'campaign')
    send(null, 'old')
    expect((await noticing.end()).ignored).toEqual([
      { pointer: '/referrer', messages: 3, since: '2026-03-17' },
      { pointer: '/campaign', messages: 1, since: '2026-03-10' },
      { pointer: '/old', messages: 1 },
    ])
    expect(said).toEqual([expect.stringContaining('referrer (in 60 % since 2026-03-17)')])
    expect(notices.flatMap(newNamesOf)).toEqual(['/referrer'])
  })

  it('announces it while running, and later ones when they come', async () => {
    const { said, noticing, read } = follow(Promise.resolve(new Map()), 3)
    await Promise.resolve()
    for (const body of [withReferrer, plain, plain]) read(body)
    expect(said).toEqual([expect.stringContaining('referrer (in 33 %)')])
    read('{"at":1764150000123456000,"late":1}')
    expect(said).toHaveLength(1)
    await noticing.end()
    expect(said[1]).toContain('late (in 25 %)')
  })

  it('announces no name if it is unknown what earlier runs have seen', async () => {
    const { said, noticing, read } = follow(Promise.reject(new Error('away')))
    read(withReferrer)
    expect((await noticing.end()).ignored).toEqual([{ pointer: '/referrer', messages: 1 }])
    expect(said).toEqual([])
  })

  it('says once that the values of a field are cut', async () => {
    const { said, noticing, read } = follow(Promise.resolve(new Map()), 1)
    for (const end of [1, 2, 3]) read(`{"at":176415000012345678${end}}`)
    expect((await noticing.end()).cut).toEqual([{ field: 'at', messages: 3 }])
    expect(said).toEqual([expect.stringMatching(/^Values of at are finer than a microsecond/)])
  })
})
