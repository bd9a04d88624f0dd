import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[] }[]
}

/** Calls for many messages need the right to the call for one. */
const actionOf = (command: string): string => `sqs:${command.replace(/Command$/, '').replace(/Batch$/, '')}`

/** Queues are made where Sluice brings the service itself, and in tests. */
const ownService = 'sqs:CreateQueue'

it('the policy in docs/operations.md names what Sluice asks of SQS, and no more', () => {
  const text = readFileSync('docs/operations.md', 'utf8')
  const json = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  const { Statement: statements } = JSON.parse(json) as Policy
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
