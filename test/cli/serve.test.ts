import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commandLine } from '../support/built.ts'
import { createTestFolder } from '../support/folders.ts'

/** What a person's environment can contain. */
const secrets = {
  SLUICE_MASK_KEY: Buffer.alloc(32, 1).toString('base64'),
  SLUICE_SEAL_KEY: Buffer.alloc(32, 2).toString('base64'),
  AWS_SECRET_ACCESS_KEY: 'canary-aws',
  // Nobody answers there; the page is served anyway.
  DATABASE_URL: 'postgres://u:canary-password@127.0.0.1:9/x',
  SLUICE_QUEUE: 'canary-queue',
  AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9',
}

let folder: string
let child: ChildProcess
let stdout: string
let stderr: string

/** Starts the built command with a replacement for the system's opener that records its arguments. */
const serve = async (...flags: readonly string[]): Promise<void> => {
  const programs = join(folder, 'programs')
  await mkdir(programs)
  await writeFile(
    join(programs, 'xdg-open'),
    `#!/bin/sh\n{ echo "$@"; env; } >> '${folder}/opened.part'; mv '${folder}/opened.part' '${folder}/opened'\n`,
  )
  await chmod(join(programs, 'xdg-open'), 0o755)
  child = spawn(process.execPath, [commandLine, 'serve', ...flags], {
    env: {
      ...secrets,
      PATH: `${programs}:${process.env.PATH}`,
      DISPLAY: ':7',
      SLUICE_DATA_DIR: join(folder, 'data'),
    },
  })
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  await expect.poll(linksPrinted, { timeout: 30_000 }).toHaveLength(1)
}

const linksPrinted = (): readonly string[] =>
  [...stdout.matchAll(/http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}/g)].map(([link]) => link)

const redeem = async (link: string): Promise<number> => {
  const { origin, hash } = new URL(link)
  const headers = { Authorization: `Bearer ${hash.replace('#token=', '')}` }
  return (await fetch(`${origin}/api/session`, { method: 'POST', headers })).status
}

beforeEach(async () => {
  folder = await createTestFolder()
  stdout = ''
  stderr = ''
})
afterEach(async () => {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
})

describe('serve (B33)', { timeout: 60_000 }, () => {
  it.skipIf(process.platform !== 'linux')(
    'gives the browser’s opener a link that opens once and is not the printed one, and none of our environment',
    async () => {
      await serve()
      await expect
        .poll(() => readFile(join(folder, 'opened'), 'utf8').catch(() => ''), { timeout: 30_000 })
        .not.toBe('')
      const [link = '', ...environment] = (await readFile(join(folder, 'opened'), 'utf8')).trim().split('\n')
      expect(environment).toContain('DISPLAY=:7')
      const text = environment.join('\n')
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
      expect(text).not.toMatch(/SLUICE_|AWS_|DATABASE_URL/)

      expect(link).not.toBe(linksPrinted()[0])
      expect(await redeem(link)).toBe(200)
      // Someone who saw the arguments comes too late, and the server says so.
      expect(await redeem(link)).toBe(410)
      await expect
        .poll(() => stderr, { timeout: 30_000 })
        .toMatch(/opened a second time[\s\S]*press o and Enter/)
      expect(await redeem(linksPrinted()[0] ?? '')).toBe(200)
    },
  )

  it('prints a new link when o and Enter are pressed, and nothing for other keys', async () => {
    await serve('--no-open')
    await expect.poll(() => stderr, { timeout: 30_000 }).toContain('press o and Enter')
    child.stdin?.write('x\n\no\n')
    await expect.poll(linksPrinted, { timeout: 30_000 }).toHaveLength(2)
    const [first = '', second = ''] = linksPrinted()
    expect(first).not.toBe(second)
    expect(await redeem(second)).toBe(200)
    expect(await redeem(first)).toBe(200)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('ends on a signal even if its input ended long before', async () => {
    await serve('--no-open')
    child.stdin?.end()
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
