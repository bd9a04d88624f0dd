import { ESLint } from 'eslint'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { lintCases, type LintCase } from './lint-cases.ts'

const root = resolve(import.meta.dirname, '../..')

/** The rules that need no types, which can check a file that does not exist. */
const withoutTypes = new Set([
  'no-restricted-syntax',
  'no-restricted-imports',
  'no-restricted-properties',
  'max-lines',
  'max-lines-per-function',
  'no-restricted-globals',
  'no-console',
  'n/no-unsupported-features/node-builtins',
  'n/no-unsupported-features/es-builtins',
  'regexp/no-super-linear-backtracking',
  'regexp/no-super-linear-move',
])

describe('lint rules', () => {
  let eslint: ESLint

  beforeAll(async () => {
    eslint = new ESLint({
      cwd: root,
      ruleFilter: ({ ruleId }) => withoutTypes.has(ruleId),
      overrideConfig: { languageOptions: { parserOptions: { project: null } } },
    })
    // The first call loads the configuration and the parser, which is not part of any one case.
    await eslint.lintText('', { filePath: resolve(root, 'src/app/config.ts') })
  })

  const rulesAgainst = async ({ code, file }: LintCase): Promise<readonly (string | null)[]> => {
    const [result] = await eslint.lintText(code, { filePath: resolve(root, file) })
    return result?.messages.map(({ ruleId }) => ruleId) ?? ['nothing was linted']
  }

  it.each(lintCases.filter(({ rule }) => rule === null))('allows $what', async (example) => {
    expect(await rulesAgainst(example)).toEqual([])
  })

  it.each(lintCases.filter(({ rule }) => rule !== null))('refuses $what', async (example) => {
    expect(await rulesAgainst(example)).toContain(example.rule)
  })
})
