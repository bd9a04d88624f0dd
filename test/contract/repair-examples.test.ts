import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readRuleFile } from '../../src/app/repair/rule-file.ts'
import { logins } from '../../src/contract/logins.ts'
import { repairFile, stepKinds } from '../../src/contract/repair-rule.ts'
import { compileRepair } from '../../src/pipeline/repair/repair.ts'
import { loginBody } from '../support/logins.ts'

const folder = join(import.meta.dirname, '../../docs/repairs')

const files = readdirSync(folder).filter((file) => file.endsWith('.repair.json'))

const mend = (file: string, body: string): string | null => {
  const compiled = compileRepair(readRuleFile(join(folder, file), logins).rule, logins)
  if (!compiled.ok) throw new Error(file)
  return compiled.repair(body)
}

describe('the examples of rules', () => {
  it('are rules without a mistake, named as their files and checked by the schema beside them', () => {
    expect(files).toEqual(['former-names.repair.json', 'version-texts.repair.json'])
    for (const file of files) {
      const { rule, text } = readRuleFile(join(folder, file), logins)
      expect(`${rule.name}.repair.json`).toBe(file)
      expect(JSON.parse(text)).toHaveProperty('$schema', './repair.schema.json')
    }
  })

  it('mend what they are for', () => {
    const former = { user_id: undefined, ip: undefined, userId: 'u', ipAddress: ' 203.0.113.1', session: 1 }
    expect(JSON.parse(mend('former-names.repair.json', loginBody(former)) ?? '')).toMatchObject({
      ...{ user_id: 'u', ip: '203.0.113.1' },
    })
    const versions = [7.5, 'v2.3', 'nightly-77'].map((app_version) =>
      mend('version-texts.repair.json', loginBody({ app_version })),
    )
    expect(versions).toEqual(['7.5', '2.3', '0'].map((app_version) => loginBody({ app_version })))
  })

  it('are documented with every kind of step', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    for (const kind of stepKinds) expect(readme).toContain(`| \`${kind}\` |`)
    for (const file of files) expect(readme).toContain(file)
  })
})

describe('the JSON Schema of a rule', () => {
  it('is made from the type that reads it', async () => {
    const schema = {
      ...z.toJSONSchema(repairFile, { io: 'input' }),
      title: 'A rule for Sluice to mend messages by',
    }
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/repairs/repair.schema.json',
    )
  })
})
