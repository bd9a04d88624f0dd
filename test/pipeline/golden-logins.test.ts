import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createPrepare, createReject } from '../../src/pipeline/batch.ts'
import { coverBody } from '../../src/pipeline/cover.ts'
import { createMask } from '../../src/pipeline/mask.ts'
import { createSeal } from '../../src/pipeline/seal.ts'
import { createDelivery } from '../support/deliveries.ts'
import { goldenBodies } from '../support/golden-bodies.ts'

const key = Buffer.alloc(32, 7)

const fate = (allowUnknownFields: boolean): ((body: string) => string) => {
  const prepare = createPrepare(createMask(key), createReject(createSeal(key)), { allowUnknownFields })
  return (body) => {
    const [item] = prepare([createDelivery({ body })])
    const entry = item?.entry
    if (entry?.kind === 'login') {
      const { userId, deviceType, maskedIp, maskedDeviceId, locale, appVersion, createDate } = entry
      return `row ${JSON.stringify([userId, deviceType, maskedIp, maskedDeviceId, locale, appVersion, createDate])}`
    }
    if (entry?.kind === 'rejected')
      return entry.reasons
        .map(({ code, pointer, range, detail }) => JSON.stringify([code, pointer, range, detail]))
        .join(' ')
    throw new Error('A message became nothing')
  }
}

/** Many reasons are as good as their hash. */
const shortened = (text: string): string =>
  text.length > 2_000 ? `${text.slice(0, 500)}… ${createHash('sha256').update(text).digest('hex')}` : text

it.each([
  ['strict', false],
  ['lenient', true],
])(
  'Every body that is known has the fate it always had, byte for byte, %s with unknown fields',
  async (name, allow) => {
    const fateOf = fate(allow)
    const lines = goldenBodies().map(([body, text]) => `${body}\t${shortened(fateOf(text))}`)
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../golden/logins-${name}.tsv`)
  },
)

it('Every body that is known shows as much of itself as it always did, character for character', async () => {
  const lines = goldenBodies().map(
    ([body, text]) => `${body}\t${shortened(JSON.stringify(coverBody(text).text))}`,
  )
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/logins-covered.tsv')
})
