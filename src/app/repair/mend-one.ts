import { keepDraft } from '../../adapters/postgres/keep-draft.ts'
import { getRejectedText } from '../../adapters/postgres/rejected.ts'
import { versionName } from '../../pipeline/repair/repairs-port.ts'
import type { MessageAttribute } from '../../pipeline/message-attribute.ts'
import type { Storage } from '../storage.ts'

/** What a person has made of one rejected message. */
export interface OwnVersion {
  readonly rejectedId: string
  /** The newest version that the person has seen; 0 for the message as it came. */
  readonly seen: number
  /** The version that it was made of; by default the newest. */
  readonly base?: number
  readonly text: string
  /** By default those that it came with. */
  readonly attributes?: readonly MessageAttribute[]
  readonly by: string
}

/**
 * Keeps a text as a version of a rejected message, to be sent later, and answers its number. What else lay beside the body when
 * it came stays with it. Throws `FailureError` with `not-found`, `settled-meanwhile` or `mended-meanwhile`, or `PortError`.
 */
export const keepOwnVersion = async (
  storage: Pick<Storage, 'database' | 'seal' | 'sealKeyId'>,
  { rejectedId, seen, base = seen, text, attributes, by }: OwnVersion,
): Promise<number> => {
  const { database, seal, sealKeyId } = storage
  const { originId, sealedBody } = await getRejectedText(database, rejectedId)
  const came = seal.open(originId, sealedBody)
  const message = { ...came, attributes: attributes ?? came.attributes, body: text }
  return keepDraft(database, {
    ...{ rejectedId, seen, base, by, sealKeyId, bodyBytes: Buffer.byteLength(text, 'utf8') },
    seal: (origin, version) => seal.seal(versionName(origin, version), message),
  })
}
