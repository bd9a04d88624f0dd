import { resolve } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadScript } from './load-script.ts'

interface RunScript {
  readonly run: (
    command: string,
    args: readonly string[],
    options: { readonly output: 'keep'; readonly env?: Readonly<Record<string, string>> },
  ) => Promise<{ readonly text: string }>
}

afterEach(() => vi.unstubAllEnvs())

describe('a tool that gets a checkout ready', () => {
  it('gets none of the variables that are meant for Sluice (B33)', async () => {
    const { run } = await loadScript<RunScript>(resolve(import.meta.dirname, '../../scripts/lib/run.mjs'))
    const secrets = [
      'SLUICE_MASK_KEY',
      'SLUICE_SEAL_KEY_FILE',
      'AWS_SECRET_ACCESS_KEY',
      'DATABASE_URL',
      'PGPASSWORD',
    ]
    for (const name of secrets) vi.stubEnv(name, 'canary')
    vi.stubEnv('npm_config_registry', 'kept')
    const print = ['-e', 'console.log(JSON.stringify(process.env))']
    for (const env of [undefined, { ...process.env, MORE: 'kept too' } as Record<string, string>]) {
      const { text } = await run(process.execPath, print, { output: 'keep', ...(env && { env }) })
      expect(text).not.toContain('canary')
      expect(text).toContain('"npm_config_registry":"kept"')
      expect(text).toContain('"PATH"')
    }
  })
})
