import { describe, expect, it } from 'vitest'
import { describeFailure, failure, failureCodes, isPassing } from '../../src/contract/failure.ts'
import { detailOfBreak, jsonBreaks } from '../../src/contract/json-breaks.ts'
import { describeReason, reasonCodes, type Reason } from '../../src/contract/reason.ts'
import { remedyOf } from '../../src/contract/remedy.ts'
import { reasonDetails } from './reason-details.ts'
import { sampleDetails } from './sample-details.ts'

/** Certificates belong to two neighbours: here PostgreSQL shows them. */
const { endpoint: _endpoint, ...ofDatabase } = sampleDetails

const aboutReasons =
  'Why a message is rejected, and what would be right. If the field is known, the remedy names what that field takes.'

const reasonLine = (reason: Pick<Reason, 'code' | 'detail'>): string =>
  `- ${describeReason({ ...reason, pointer: '/field' })}. ${remedyOf(reason, null)}.`

const page = (): string => {
  const entries = failureCodes.toSorted().map((code) => {
    const cause = failure(code, code.startsWith('certificate-') ? ofDatabase : sampleDetails)
    const { sentence, advice } = describeFailure(cause)
    const waits = isPassing(cause) ? '\n\nSluice tries again by itself.' : ''
    return `## ${code}\n\n${sentence}\n\n${advice}${waits}\n`
  })
  const breaks = jsonBreaks.map((kind) => reasonLine({ code: 'not-json', detail: detailOfBreak(kind) }))
  const reasons = reasonCodes.flatMap((code) => {
    const detail = reasonDetails[code]
    return [null, ...(detail === undefined ? [] : [detail])].map((given) =>
      reasonLine({ code, detail: given }),
    )
  })
  const about =
    'Every failure that Sluice can report, with what it says and what it advises. Words in capitals stand for what a failure names. `npm test -- unit test/contract --update` writes this page.'
  return `# Sentences\n\n${about}\n\n${entries.join('\n')}\n# Reasons of rejected messages\n\n${aboutReasons}\n\n${[...reasons, ...breaks].join('\n')}\n`
}

describe('docs/sentences.md', () => {
  it('holds every sentence that a failure can say, as it is said today', async () => {
    await expect(page()).toMatchFileSnapshot('../../docs/sentences.md')
  })
})
