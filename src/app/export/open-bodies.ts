import { whoWorks, writeAudit } from '../../adapters/postgres/audit.ts'
import type { RejectedWithBody } from '../../adapters/postgres/export-rejected.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { ExportSubject } from '../../contract/exports.ts'
import type { RejectedSummary } from '../../contract/rejected.ts'
import type { SealedMessage } from '../../pipeline/seal.ts'
import { coverFor, type Showing } from '../show-rejected.ts'

/** How an export shows bodies. */
export type ShownBodies = Exclude<
  Extract<ExportSubject, { readonly what: 'rejected' }>['bodies'],
  { readonly how: 'none' }
>

/** A rejected message with its body, as it is exported. */
export interface OpenedRejection extends RejectedSummary {
  /** Null if it was erased, or cannot be opened: it was altered, or sealed under another key. */
  readonly body: string | null
  /** Whether anything in the body is covered. */
  readonly covered: boolean
  /** The message's attributes as JSON, only in clear: their content is unknown. Null if there are none. */
  readonly attributes: string | null
}

/**
 * Opens the bodies of an export, page by page, covered or in clear. Before a page is shown in clear, the audit records who
 * sees which messages and why; if that cannot be written the export ends. Throws `PortError`, or `FailureError` with
 * `body-altered` if none of the first page can be opened: then the key is another one.
 */
export async function* openBodies(
  showing: Showing,
  bodies: ShownBodies,
  pages: AsyncIterable<readonly RejectedWithBody[]>,
): AsyncGenerator<readonly OpenedRejection[], void, undefined> {
  let someOpened = false
  for await (const page of pages) {
    if (bodies.how === 'clear') {
      const subject = numbersInWords(page.map(({ id }) => id))
      await writeAudit(showing.database.query, {
        ...{ who: whoWorks(), what: 'export-rejected', subject, why: bodies.why },
      })
    }
    const messages = page.map(({ sealed, ...summary }) => ({
      ...summary,
      ...opened(showing, bodies, sealed),
    }))
    // Erased bodies cannot be opened by any key.
    const withText = messages.filter(({ state }) => state !== 'erased')
    someOpened ||= withText.some(({ body }) => body !== null)
    if (!someOpened && withText.length > 0) throw new FailureError(failure('body-altered'))
    yield messages
  }
}

type Opened = Pick<OpenedRejection, 'body' | 'covered' | 'attributes'>

const opened = (showing: Showing, { how }: ShownBodies, sealed: RejectedWithBody['sealed']): Opened => {
  const message = openedOrNull(showing, sealed)
  if (message === null) return { body: null, covered: false, attributes: null }
  if (how === 'clear') {
    const { body, attributes } = message
    return { body, covered: false, attributes: attributes.length === 0 ? null : JSON.stringify(attributes) }
  }
  const { text, covered } = coverFor(showing, sealed.event)(message.body)
  return { body: text, covered, attributes: null }
}

const openedOrNull = (
  { seal }: Showing,
  { originId, sealedBody }: RejectedWithBody['sealed'],
): SealedMessage | null => {
  try {
    return seal.open(originId, sealedBody)
  } catch {
    return null
  }
}

/** Numbers as `7, 9-12`, the smallest first. */
export const numbersInWords = (ids: readonly string[]): string => {
  const runs: [bigint, bigint][] = []
  for (const id of ids.map(BigInt).sort((a, b) => (a < b ? -1 : 1))) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] + 1n === id) last[1] = id
    else runs.push([id, id])
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ')
}
