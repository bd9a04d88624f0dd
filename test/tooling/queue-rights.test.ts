import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[] }[]
}

/** Calls for many messages need the right to the call for one. */
const actionOf = (command: string): string => `sqs:${command.replace(/Command$/, '').replace(/Batch$/, '')}`

/** Queues are made on the built-in service, and in tests. */
const ownService = 'sqs:CreateQueue'

const policyIn = (path: string): Policy =>
  JSON.parse(/```json\n([\s\S]*?)```/.exec(readFileSync(path, 'utf8'))?.[1] ?? '') as Policy

it('the policy in docs/operations.md lists exactly what Sluice asks of SQS', () => {
  const { Statement: statements } = policyIn('docs/operations.md')
  const named = new Set(statements.flatMap(({ Action }) => Action))
  const asked = new Set(
    globSync('src/adapters/sqs/**/*.ts').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/new ([A-Z]\w+Command)\(/g)].map(([, command = '']) =>
        actionOf(command),
      ),
    ),
  )
  expect(asked.size).toBeGreaterThan(8)
  expect([...asked].filter((action) => action !== ownService).toSorted()).toEqual([...named].toSorted())
})

it('the policy in the README is the statement for a run in docs/operations.md', () => {
  const { Statement: statements } = policyIn('docs/operations.md')
  const own = policyIn('README.md')
  expect(own.Statement).toHaveLength(1)
  expect(own).toEqual({ ...policyIn('docs/operations.md'), Statement: statements.slice(0, 1) })
})
