import type { Reason } from '../../contract/reason.ts'
import { readJson } from '../json.ts'

/**
 * What the extended client libraries of SQS and SNS send in place of a large message: a list of this class name and
 * an object with the bucket and the key.
 */
const pointerClass = /(?:^|\.)PayloadS3Pointer$|MessageS3Pointer$/

/** Why a text that is a list is not an event; null if it is not a list. */
export const listReason = (text: string): Reason | null => {
  const reading = readJson(text)
  if (!reading.ok || reading.root.kind !== 'array') return null
  const { start, end } = reading.root
  const isPointer = pointerClass.test(/^\[\s*"([\w.]{1,200})"/.exec(text.trimStart())?.[1] ?? '')
  return {
    ...{ code: isPointer ? 'points-elsewhere' : 'holds-several', pointer: '' },
    ...{ range: [start, end], detail: null },
  }
}
