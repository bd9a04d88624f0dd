import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadScript } from './load-script.ts'

type OpenWindow = (
  electron: string,
  args: readonly string[],
) => Promise<{ readonly code?: number; readonly why?: string }>
const { openWindow } = await loadScript<{ openWindow: OpenWindow }>('window.mjs')

/** Writes the word into the file of --start-mark, as main does. */
const leaveMark = (word: string): string =>
  `for arg in "$@"; do case "$arg" in --start-mark=*) printf ${word} > "\${arg#--start-mark=}";; esac; done`

describe.skipIf(process.platform === 'win32')('opening the window', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-window-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const program = (text: string, head = '#!/bin/sh'): string => {
    const file = join(folder, 'electron')
    writeFileSync(file, `${head}\n${text}\n`)
    chmodSync(file, 0o755)
    return file
  }

  it.each([
    ['the person has closed it', `${leaveMark('ready')}; exit 0`, 0],
    ['the app fails later', `${leaveMark('ready')}; exit 1`, 1],
    ['Sluice refuses its settings', `${leaveMark('refused')}; exit 2`, 2],
    ['another copy takes over', `${leaveMark('handed-over')}; exit 0`, 0],
    ['somebody presses Ctrl-C while it starts', 'kill -INT $$', 130],
  ])('keeps the exit code, and opens no browser, if %s', async (_name, text, code) => {
    expect(await openWindow(program(text), [])).toEqual({ code })
  })

  it.each([
    ['ends before our code runs, without an error', 'exit 0'],
    ['ends before our code runs, with an error', 'exit 1'],
    ['crashes', 'kill -TRAP $$'],
    ['lacks a library', 'exit 127'],
  ])('says why it falls back to the browser if Electron %s', async (_name, text) => {
    const { code, why } = await openWindow(program(text), [])
    expect(code).toBeUndefined()
    expect(why).toMatch(/\w{4}/)
  })

  it('passes Ctrl-C to Electron with a second start on Windows, where no signal reaches it (FIRST-START 13)', async () => {
    const end = join(folder, 'end')
    // The second start leaves a file, in place of passing its arguments to the first one, which ends when it sees the
    // file.
    const electron = program(
      `case "$*" in *--end*) touch '${end}'; exit 0;; esac
      ${leaveMark('ready')}; kill -INT $PPID; while [ ! -e '${end}' ]; do sleep 0.05; done; exit 0`,
    )
    const module = pathToFileURL(resolve(import.meta.dirname, '../../scripts/lib/window.mjs')).href
    const launcher = `import { openWindow } from '${module}'
      console.log(JSON.stringify(await openWindow(process.argv[1], [], 'win32')))`
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', launcher, electron])
    expect(JSON.parse(stdout)).toEqual({ code: 0 })
  })

  it('falls back if there is no interpreter, no file, or no right to run it', async () => {
    expect(await openWindow(program('', '#!/nowhere/sh'), [])).toMatchObject({ why: expect.any(String) })
    expect(await openWindow(join(folder, 'nothing'), [])).toMatchObject({ why: expect.any(String) })
    const file = program('exit 0')
    chmodSync(file, 0o644)
    expect(await openWindow(file, [])).toMatchObject({ why: expect.any(String) })
  })
})
