import { describe, expect, it } from 'vitest'
import { failure } from '../../src/contract/failure.ts'
import { createSuspects, type Suspects } from '../../src/pipeline/suspects.ts'
import { loginItem } from '../support/items.ts'

const refusal = (constraint = 'positive') => failure('row-refused', { code: '23514', constraint })

/** Refuses one message now. */
const refuse = (suspects: Suspects, messageId: string, constraint?: string) => {
  const item = loginItem({ messageId })
  suspects.add(item, refusal(constraint), suspects.tick())
  return item
}

const load = (suspects: Suspects) => suspects.noteLoaded(suspects.tick())

const convicted = (suspects: Suspects) =>
  suspects.takeConvicted().map(({ item }) => item.deliveries[0].messageId)

describe('a message that the database refused', () => {
  it('is convicted by a row that loads after its refusal, and by no earlier one', () => {
    const suspects = createSuspects()
    load(suspects)
    refuse(suspects, 'a')
    expect(convicted(suspects)).toEqual([])
    load(suspects)
    expect(convicted(suspects)).toEqual(['a'])
    expect(convicted(suspects)).toEqual([])
  })

  it('is not convicted by a commit that began before the refusal and ended after it', () => {
    const suspects = createSuspects()
    const startedAt = suspects.tick()
    refuse(suspects, 'a')
    suspects.noteLoaded(startedAt)
    expect(convicted(suspects)).toEqual([])
  })

  it('waits while other messages are in memory', () => {
    const suspects = createSuspects()
    refuse(suspects, 'a')
    expect(suspects.judge(2)).toEqual({ kind: 'open' })
    expect(suspects.judge(1)).toMatchObject({ kind: 'alone', delayMs: 60_000 })
  })

  it('shows that the table is at fault if two were refused and nothing was loaded since', () => {
    const suspects = createSuspects()
    load(suspects)
    refuse(suspects, 'a')
    refuse(suspects, 'b', 'another')
    expect(suspects.judge(2)).toMatchObject({ kind: 'table' })
  })

  it('shows the same if the first of the two is back on the queue', () => {
    const suspects = createSuspects()
    refuse(suspects, 'a')
    const verdict = suspects.judge(1)
    if (verdict.kind !== 'alone') throw new Error('It was alone')
    suspects.noteReturned(verdict.suspect, verdict.suspect.item.deliveries[0])
    expect(suspects.judge(0)).toEqual({ kind: 'open' })
    expect(suspects.waiting()).not.toBeNull()
    refuse(suspects, 'b')
    expect(suspects.judge(1)).toMatchObject({ kind: 'table' })
  })

  it('is received again once there is a witness, and convicted when it is refused again', () => {
    const suspects = createSuspects()
    refuse(suspects, 'a')
    const verdict = suspects.judge(1)
    if (verdict.kind !== 'alone') throw new Error('It was alone')
    suspects.noteReturned(verdict.suspect, verdict.suspect.item.deliveries[0])
    expect(load(suspects).map(({ messageId }) => messageId)).toEqual(['a'])
    expect(load(suspects)).toEqual([])
    expect(suspects.waiting()).toBeNull()
    refuse(suspects, 'a')
    expect(convicted(suspects)).toEqual(['a'])
  })

  it('starts over if it is refused for something else the second time', () => {
    const suspects = createSuspects()
    refuse(suspects, 'a', 'one')
    const verdict = suspects.judge(1)
    if (verdict.kind !== 'alone') throw new Error('It was alone')
    suspects.noteReturned(verdict.suspect, verdict.suspect.item.deliveries[0])
    load(suspects)
    refuse(suspects, 'a', 'another')
    expect(convicted(suspects)).toEqual([])
  })

  it('waits longer each time that it comes back and nothing was loaded', () => {
    const suspects = createSuspects()
    const delays = Array.from({ length: 7 }, () => {
      refuse(suspects, 'a')
      const verdict = suspects.judge(1)
      if (verdict.kind !== 'alone') throw new Error('It was alone')
      suspects.noteReturned(verdict.suspect, verdict.suspect.item.deliveries[0])
      return verdict.delayMs / 1_000
    })
    expect(delays).toEqual([60, 120, 240, 480, 900, 900, 900])
  })

  it('is convicted by any row of this run if the previous run could not decide', () => {
    const suspects = createSuspects(['a'])
    load(suspects)
    refuse(suspects, 'a')
    refuse(suspects, 'b')
    expect(convicted(suspects)).toEqual(['a'])
  })

  it('is passed on to the next run until it is decided or seen again', () => {
    const suspects = createSuspects(['seen', 'unseen'])
    suspects.noteSettled([loginItem({ messageId: 'seen' })])
    refuse(suspects, 'a')
    expect(suspects.messageIds()).toEqual(['a', 'unseen'])
    load(suspects)
    expect(convicted(suspects)).toEqual(['a'])
    expect(suspects.messageIds()).toEqual(['unseen'])
  })
})
