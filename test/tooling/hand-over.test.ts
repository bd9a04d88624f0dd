import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, vi } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const handOver = pathToFileURL(resolve(root, 'scripts/lib/hand-over.mjs')).href

/** The program that takes over: ends with 7 when asked to. */
const program = `process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('ready')`

const script = (code: string, options = '{}'): string => `
  import { handOver } from '${handOver}'
  process.exitCode = await handOver(process.execPath, ['-e', ${JSON.stringify(code)}], ${options})
`

const startScript = (code: string, options?: string) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script(code, options)])
  const output = { text: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.text += text))
  return { child, output }
}

describe.skipIf(process.platform === 'win32')('handing over to a program', () => {
  it('keeps its exit code', async () => {
    const { child } = startScript('process.exit(3)')
    expect(await once(child, 'close')).toEqual([3, null])
  })

  it('reports the signal that ended it', async () => {
    const { child } = startScript(`process.kill(process.pid, 'SIGKILL')`)
    expect(await once(child, 'close')).toEqual([137, null])
  })

  it('passes on a signal and waits for the program’s reaction', async () => {
    const { child, output } = startScript(program)
    await vi.waitUntil(() => output.text.includes('ready'), { timeout: 10_000 })
    child.kill('SIGTERM')
    expect(await once(child, 'close')).toEqual([7, null])
  })

  it('ends no program on Windows, whose console itself reports Ctrl-C (FIRST-START 13)', async () => {
    const waits = `process.on('SIGINT', () => process.exit(7)); setTimeout(() => process.exit(0), 1500); console.log('ready')`
    const { child, output } = startScript(waits, `{ platform: 'win32', ask: () => console.log('asked') }`)
    await vi.waitUntil(() => output.text.includes('ready'), { timeout: 10_000 })
    child.kill('SIGINT')
    expect(await once(child, 'close')).toEqual([0, null])
    expect(output.text).toContain('asked')
  })

  it('asks the program to stop when the script’s parent is gone', async () => {
    const stops = `process.on('SIGINT', () => { console.log('asked'); process.exit(0) }); setInterval(() => {}, 1000); console.log('ready')`
    // A shell in between, like npm's, which is killed and cannot pass the signal on. The echo keeps it from replacing
    // itself by the script.
    const command = `'${process.execPath}' --input-type=module -e "$SCRIPT"; echo over`
    const shell = spawn('sh', ['-c', command], { env: { ...process.env, SCRIPT: script(stops) } })
    let output = ''
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    await vi.waitUntil(() => output.includes('ready'), { timeout: 10_000 })
    shell.kill('SIGKILL')
    await vi.waitUntil(() => output.includes('asked'), { timeout: 10_000 })
  })
})
