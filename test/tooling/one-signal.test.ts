import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const oneSignal = pathToFileURL(resolve(root, 'scripts/lib/one-signal.mjs')).href

/** Counts what reaches it and says so when it is told to end. */
const program = `
  const heard = []
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => heard.push(name))
  process.stdin.on('end', () => console.log(heard.join(' '))).resume()
  console.log('ready')
`

const heardAfter = async (
  send: (kill: (signal: NodeJS.Signals) => void) => Promise<void>,
): Promise<string> => {
  const child = spawn(process.execPath, ['--import', oneSignal, '-e', program])
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  await once(child.stdout, 'data')
  await send((signal) => child.kill(signal))
  child.stdin.end()
  await once(child, 'close')
  return output.replace('ready\n', '').trim()
}

describe.skipIf(process.platform === 'win32')('one Ctrl-C', () => {
  it('is one signal to the program, however many times it arrives', async () => {
    const heard = await heardAfter(async (kill) => {
      for (let times = 0; times < 4; times += 1) {
        kill('SIGINT')
        await pause(20)
      }
    })
    expect(heard).toBe('SIGINT')
  })

  it('and a second one later are two', async () => {
    const heard = await heardAfter(async (kill) => {
      kill('SIGINT')
      await pause(600)
      kill('SIGINT')
      await pause(50)
    })
    expect(heard).toBe('SIGINT SIGINT')
  })

  it('does not swallow another signal', async () => {
    const heard = await heardAfter(async (kill) => {
      kill('SIGINT')
      await pause(50)
      kill('SIGTERM')
      await pause(50)
    })
    expect(heard).toBe('SIGINT SIGTERM')
  })
})
