import { expect, it } from 'vitest'
import { isShowableName } from '../../src/pipeline/showable-name.ts'

it('A name may be shown that is letters only, so that it cannot be an address or an id', () => {
  for (const name of ['foo', 'user_id', 'X-Y', '_']) expect(isShowableName(name)).toBe(true)
  for (const name of ['', 'a1', '1.2.3.4', 'a b', 'ä', 'a'.repeat(33), 'a\n', '::'])
    expect(isShowableName(name)).toBe(false)
})
