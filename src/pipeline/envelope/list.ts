import type { Reason } from '../../contract/reason.ts'
import { readJson } from '../json.ts'

/**
 * What a large message is replaced with by the extended client libraries of SQS and SNS: a list of this class name and an object
 * with the bucket and the key.
 */
const pointerClass = /(?:^|\.)PayloadS3Pointer$|MessageS3Pointer$/

/** Why a text that is a list is no event; null where it is none. */
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
