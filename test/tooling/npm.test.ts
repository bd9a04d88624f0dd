import { execFile } from 'node:child_process'
import { chmod, writeFile } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createTestFolder } from '../support/folders.ts'

const module = (name: string): string =>
  pathToFileURL(resolve(import.meta.dirname, '../../scripts/lib', name)).href

const script = `
  import { npm } from '${module('dependencies.mjs')}'
  import { run } from '${module('run.mjs')}'
  const [environment, platform] = JSON.parse(process.argv[1])
  const { command, args, shell } = npm(['ci', '--no-audit'], environment, platform)
  console.log(JSON.stringify(await run(command, args, { output: 'keep', shell })))`

describe.skipIf(process.platform === 'win32')('starting npm', () => {
  it.each([
    ['by npm’s own script on Windows', true, 'win32'],
    ['by a shell on Windows, where npm did not start us', false, 'win32'],
    ['by npm’s own script elsewhere', true, 'linux'],
    ['by its name elsewhere', false, 'linux'],
  ])(
    '%s causes no deprecation warning, and npm gets its arguments (FIRST-START 17)',
    async (_name, known, platform) => {
      const folder = await createTestFolder()
      const program = join(folder, 'npm')
      await writeFile(program, '#!/bin/sh\necho "$@"\n')
      await chmod(program, 0o755)
      const ours = join(folder, 'npm-cli.js')
      await writeFile(ours, 'console.log(process.argv.slice(2).join(" "))')
      const environment = known ? { npm_execpath: ours, npm_node_execpath: process.execPath } : {}
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        [
          ...['--throw-deprecation', '--input-type=module', '-e', script],
          JSON.stringify([environment, platform]),
        ],
        { env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` } },
      )
      expect(stderr).toBe('')
      expect(JSON.parse(stdout)).toMatchObject({ code: 0, text: 'ci --no-audit\n' })
    },
  )
})
