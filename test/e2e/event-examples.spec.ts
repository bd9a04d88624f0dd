import { expect, test, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { createQueue, sendAll } from '../../src/adapters/sqs/send.ts'
import { openQueueService } from '../../src/adapters/sqs/service.ts'
import { readEventFile } from '../../src/app/event-file.ts'
import { eventSamples } from '../../src/app/event-sample.ts'
import { usualSettings, type StoredSettings } from '../../src/app/stored-settings.ts'
import { startLocalPostgres, type LocalPostgres } from '../../src/embedded/local-postgres.ts'
import { startLocalQueue, type LocalQueue } from '../../src/embedded/local-queue.ts'
import { makeFolders, type Folders } from './folders.ts'
import { root } from './host.ts'
import { launchApp } from './launch.ts'
import { openView, runUntilEmpty, startLimit } from './page-steps.ts'
import { openRows } from './rows-steps.ts'
import type { RunningApp } from './running-app.ts'
import { answerSave } from './save-steps.ts'

/*
 * The definitions of docs/events, each with its own connection, queue and database. The tests share one launch and go
 * from connection to connection.
 */
test.describe.configure({ mode: 'serial' })

interface Example {
  readonly name: string
  /** What makes its message malformed, and the words that say so. */
  readonly breaks: readonly [sound: string, broken: string]
  readonly reason: RegExp
  /** The column by which its row is found, and its value. */
  readonly finds: readonly [column: string, value: string]
  /** The names of columns that contain masks, and what must never be shown of the message. */
  readonly masks: readonly string[]
  readonly secrets: readonly string[]
  /** A schema that Sluice does not create itself. */
  readonly schema?: string
}

const login = {
  breaks: ['"2.3.0"', '"two"'],
  reason: /app_version is not a version/i,
  finds: ['user_id', '424cdd21-063a-43a7-b91b-7ca1a833afae'],
  masks: ['masked_ip', 'masked_device_id'],
  secrets: ['192.0.2.146', '593-47-5928'],
} as const

const examples: readonly Example[] = [
  { ...login, name: 'logins' },
  { ...login, name: 'logins-with-timestamp' },
  {
    name: 'sign-ups',
    breaks: ['"team"', '"nobody"'],
    reason: /plan is not one of the values/i,
    finds: ['account_id', '0189f7e2-7b1c-7def-8a3b-0242ac120002'],
    masks: ['masked_email', 'masked_phone'],
    secrets: ['Alice.Example@example.com', 'alice.example@example.com', '+12025550123'],
  },
  {
    name: 'orders',
    breaks: ['"EUR"', '"DOGE"'],
    reason: /currency is not one of the values|currency is longer/i,
    finds: ['order_id', '9007199254740993'],
    masks: ['masked_email'],
    secrets: ['bob@example.org'],
    schema: 'shop',
  },
]

const accessKeyId = 'test'
let folders: Folders
let postgres: LocalPostgres
let queue: LocalQueue
let app: RunningApp
let page: Page

const inDocs = (file: string): string => join(root, 'docs/events', file)

/** The example's message twice, once with a fault in it, and three others. */
const bodiesOf = async ({ name, breaks: [sound, broken] }: Example): Promise<readonly string[]> => {
  const body = await readFile(inDocs(`${name}.example.json`), 'utf8')
  const reading = readEventFile(inDocs(`${name}.event.json`))
  if (!reading.ok) throw new Error(reading.mistakes.join(', '))
  const others = [...eventSamples(reading.definition, { count: 3, malformed: 0, seed: 7 })]
  // An EventBridge event is known by the id in its envelope: two with one id are one.
  const copies = [body, body, body.replace(sound, broken)]
  const told = copies.map((copy, index) => copy.replace('6a7e8feb', `6a7e8fe${index}`))
  return [...told, ...others.map((other) => other.body)]
}

const send = async (example: Example): Promise<void> => {
  const { name } = example
  const target = {
    address: {
      endpoint: queue.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey: 'test' },
    },
    queue: { name, url: null, endpoint: null, region: null },
    names: { queue: name, endpoint: queue.endpoint },
    protocol: 'json' as const,
  }
  await createQueue(target)
  const service = await openQueueService(target)
  const bodies = await bodiesOf(example)
  await sendAll(
    service,
    bodies.map((body) => ({ body, originId: null })),
  )
  service.close()
}

const urlOf = (name: string): string => {
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  url.search = ''
  return url.href
}

const query = async (name: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: urlOf(name) })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

const profileOf = ({ name }: Example): StoredSettings['profiles'][number] => ({
  ...{ id: randomUUID(), kind: 'docker', name, queue: name, endpoint: queue.endpoint },
  ...{ region: 'us-east-1', awsProfile: '', databaseUrl: urlOf(name), password: '' },
  event: inDocs(`${name}.event.json`),
})

test.beforeAll(async () => {
  test.setTimeout(180_000)
  folders = await makeFolders()
  postgres = await startLocalPostgres(join(folders.profile, 'postgres'), 'for-tests-only', 'tcp')
  queue = await startLocalQueue({ folder: join(folders.profile, 'queue'), accessKeyId })
  for (const { name } of examples) await query('postgres', `create database "${name}"`)
  for (const example of examples) await send(example)
  const profiles = examples.map(profileOf)
  const settings: StoredSettings = { ...usualSettings, profiles, activeId: profiles[0]?.id ?? '' }
  await mkdir(folders.data, { mode: 0o700 })
  await writeFile(join(folders.data, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
  app = await launchApp(folders, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: 'test' })
  page = app.page
})

test.afterAll(async () => {
  await app.end()
  await queue.close()
  await postgres.close()
  await folders.remove()
})

for (const example of examples) {
  const { name, masks, secrets, reason, schema } = example
  const [column, value] = example.finds

  // The logins of the first example are covered by every other spec.
  const tag = name === 'logins' ? ['@long'] : []
  test(
    `${name}: a message becomes a row that is masked, found and exported, and a malformed one is kept covered`,
    { tag },
    async () => {
      const choice = page.getByRole('button', { name: /^Connection: / })
      if (name !== examples[0]?.name) {
        await choice.click()
        await page.getByRole('menuitem', { name, exact: true }).click()
      }
      await expect(page.getByRole('button', { name: `Connection: ${name}`, exact: true })).toBeVisible()
      await openView(page, 'Monitor')
      if (schema !== undefined) {
        const banner = page.getByRole('main').getByRole('alert')
        await expect(banner).toContainText(`There is no schema ${schema}`, { timeout: startLimit })
        await query(name, `create schema ${schema}`)
        await banner.getByRole('button', { name: 'Try now' }).click()
      }
      await expect(page.getByTestId('depth-visible')).toHaveText('6', { timeout: startLimit })
      await runUntilEmpty(page)
      await expect(page.getByTestId('count-loaded')).toHaveText('5')
      await expect(page.getByTestId('count-rejected')).toHaveText('1')

      const grid = await openRows(page)
      await grid.getByLabel(`Filter ${column}`, { exact: true }).fill(value)
      await expect(page.getByRole('button', { name: new RegExp(`^${column} .*${value}`) })).toBeVisible()
      await expect(grid.locator('tbody tr:not([aria-busy])')).toHaveCount(2)
      for (const mask of masks) await expect(grid.getByRole('columnheader', { name: mask })).toBeVisible()

      const file = join(folders.profile, `${name}.csv`)
      await answerSave(app, file)
      await page.getByRole('button', { name: 'Export', exact: true }).locator('visible=true').click()
      await page.getByRole('menuitem', { name: 'CSV' }).click()
      await expect(page.getByText(`2 rows exported to ${name}.csv`)).toBeVisible()
      const [header = '', ...lines] = (await readFile(file, 'utf8')).split('\r\n').slice(0, -1)
      expect(lines).toHaveLength(2)
      expect(lines.every((line) => line.includes(value))).toBe(true)
      // Equal values have equal masks.
      const masked = lines.map((line) =>
        masks.map((mask) => line.split(',')[header.split(',').indexOf(mask)]),
      )
      expect(masked[0]).toEqual(masked[1])
      expect(masked.flat().every((text) => (text ?? '').length >= 32)).toBe(true)

      await openView(page, 'Rejected')
      await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
      const body = page.getByLabel('Body', { exact: true })
      await expect(body).toContainText('•')
      await expect(page.getByText(reason).locator('visible=true').first()).toBeVisible()

      const shown = (await page.content()) + (await readFile(file, 'utf8'))
      for (const secret of secrets) expect(shown).not.toContain(secret)
    },
  )
}
