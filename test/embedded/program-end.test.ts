import { describe, expect, it } from 'vitest'
import { programFailure } from '../../src/embedded/program-end.ts'

describe('a server that Windows ends while initdb works with it', () => {
  const initdb = (said: string, platform: NodeJS.Platform) =>
    programFailure({ program: 'initdb', code: 1, said }, platform)
  const crash =
    'performing post-bootstrap initialization ... child process was terminated by exception 0xC0000005\n'

  it('because of an old runtime names the runtime and its address, although initdb itself ends with 1 (FIRST-START 4)', () => {
    expect(initdb(crash, 'win32')).toMatchObject({
      code: 'embedded-runtime-missing',
      details: { code: 'initdb ended with 0xC0000005' },
    })
  })

  it('for another reason, or on another system, is reported in initdb’s words', () => {
    expect(initdb(crash, 'linux').code).toBe('embedded-database-not-made')
    expect(initdb(crash.replace('0xC0000005', '0xC00000FD'), 'win32').code).toBe('embedded-database-not-made')
  })
})
