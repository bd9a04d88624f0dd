import { describe, expect, it } from 'vitest'
import { loadScript } from './load-script.ts'

interface End {
  readonly code?: number | null
  readonly error?: string
  readonly platform?: NodeJS.Platform
  readonly restricted?: boolean
}

const { explainFailedStart } = await loadScript<{ explainFailedStart: (end: End) => string }>(
  'start-failure.mjs',
)

describe('why Electron did not start', () => {
  it.each<[string, End, RegExp]>([
    ['there is no interpreter, as on NixOS', { error: 'ENOENT' }, /no loader/],
    ['a policy forbids it', { error: 'EACCES' }, /policy/],
    ['the system refuses it', { error: 'EPERM' }, /policy/],
    ['it is for another processor', { error: 'ENOEXEC' }, /kind of processor/],
    ['of an error nobody has met', { error: 'EMFILE' }, /EMFILE/],
    [
      'AppArmor takes its sandbox away',
      { code: 133, platform: 'linux', restricted: true },
      /AppArmor.*sysctl/,
    ],
    ['it crashes', { code: 139, platform: 'linux', restricted: false }, /crashed/],
    ['it crashes on a Mac', { code: 134, platform: 'darwin', restricted: true }, /crashed/],
    ['a library is missing', { code: 127, platform: 'linux' }, /library/],
    ['DISPLAY is stale', { code: 1, platform: 'linux' }, /DISPLAY/],
    ['a DLL is missing', { code: 0xc0000135, platform: 'win32' }, /Visual C\+\+/],
    ['a DLL is missing, as a signed number', { code: 0xc0000135 | 0, platform: 'win32' }, /Visual C\+\+/],
    ['Windows has a policy', { code: 0xc0000022, platform: 'win32' }, /policy/],
    ['Windows ends it for something else', { code: 3, platform: 'win32' }, /ended with 3/],
  ])('is reported if %s', (_name, end, words) => {
    expect(explainFailedStart(end)).toMatch(words)
    expect(explainFailedStart(end)).not.toMatch(/no-sandbox|undefined/)
  })
})
