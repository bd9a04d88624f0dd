import { describe, expect, it } from 'vitest'
import { loadScript } from './load-script.ts'

interface Machine {
  readonly hasScreen: boolean
  readonly platform: NodeJS.Platform
  readonly user?: number
}
const { whyNoWindow } = await loadScript<{ whyNoWindow: (machine: Machine) => string | null }>(
  'hindrance.mjs',
)

describe('npm start serves the page and says why', () => {
  it.each<[string, Machine, RegExp | null]>([
    ['without a screen', { hasScreen: false, platform: 'linux', user: 1000 }, /no screen/],
    ['as root on Linux', { hasScreen: true, platform: 'linux', user: 0 }, /root/],
    ['as root without a screen', { hasScreen: false, platform: 'linux', user: 0 }, /no screen/],
    ['but not as root on macOS', { hasScreen: true, platform: 'darwin', user: 0 }, null],
    ['but not on Windows, which has no root', { hasScreen: true, platform: 'win32' }, null],
    ['but not as anybody else', { hasScreen: true, platform: 'linux', user: 1000 }, null],
  ])('%s', (_name, machine, words) => {
    if (words === null) expect(whyNoWindow(machine)).toBeNull()
    else expect(whyNoWindow(machine)).toMatch(words)
  })
})
