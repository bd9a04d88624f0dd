import { describe, expect, it } from 'vitest'
import type { Settings } from '../../src/app/config.ts'
import { openSettingsFile } from '../../src/app/settings-file.ts'
import { createSettingsInForce } from '../../src/app/settings-in-force.ts'
import { createTestFolder } from '../support/folders.ts'
import { testSettings } from '../support/settings.ts'

const inForceOf = async (change: (settings: Settings) => Partial<Settings> = () => ({})) => {
  const usual = testSettings(await createTestFolder())
  return createSettingsInForce({ ...usual, ...change(usual) }, openSettingsFile(usual.dataFolder))
}

describe('the settings in force', () => {
  it('take the built-in database where none was named, once a person means it', async () => {
    const inForce = await inForceOf(() => ({ database: { kind: 'embedded' } }))
    expect(inForce.ofConnection(false).database).toEqual({ kind: 'embedded' })
    inForce.chooseBuiltIn()
    expect(inForce.ofConnection(false).database).toEqual({ kind: 'embedded', isChosen: true })
  })

  it('keep a database that was named, whatever a person chooses', async () => {
    const databaseUrl = 'postgres://me@localhost:5432/orders'
    const inForce = await inForceOf(({ dataFolder }) => testSettings(dataFolder, { databaseUrl }))
    inForce.chooseBuiltIn()
    expect(inForce.ofConnection(false).database).toMatchObject({ kind: 'remote' })
  })

  it('hold what a person agrees to in place of what the command line did, and alter a table only where asked', async () => {
    const accepted = { asked: false, fields: ['ip'], seen: null }
    const inForce = await inForceOf(() => ({ accepted }))
    expect(inForce.ofConnection(false)).toMatchObject({ accepted, mayAlterTable: false })
    const agreed = { asked: true, fields: [], seen: 'mark' }
    inForce.accept(agreed)
    expect(inForce.ofConnection(true)).toMatchObject({ accepted: agreed, mayAlterTable: true })
  })
})
