import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leaveStartMark } from '../../src/main/start-mark.ts'

describe('the mark of a start', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-mark-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('goes into the file that the starter names, and the first one stays', () => {
    const file = join(folder, 'mark')
    leaveStartMark('ready', ['electron', '.', `--start-mark=${file}`])
    leaveStartMark('refused', ['electron', '.', `--start-mark=${file}`])
    expect(readFileSync(file, 'utf8')).toBe('ready')
  })

  it.each([[[]], [['--start-mark=']], [[`--start-mark=/nowhere/to/be/found`]]])(
    'does nothing and does not fail for %j',
    (args) => {
      expect(() => leaveStartMark('ready', args)).not.toThrow()
    },
  )
})
