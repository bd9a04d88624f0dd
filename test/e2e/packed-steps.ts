import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { appendFile, rm, truncate } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join, relative } from 'node:path'
import { expect } from '@playwright/test'
import { makeLocalCertificate } from '../support/local-certificate.ts'
import type { RunningApp } from './running-app.ts'

/** A feed of newer versions on this machine, which says that 9.9.9 is available. */
export interface OwnFeed {
  readonly address: string
  /** The certificate that the app must trust. */
  readonly certFile: string
  /** The requested paths, and whether a request had a cookie or anything else that identifies the sender. */
  readonly asked: readonly string[]
  readonly close: () => void
}

/** @param folder for its certificate */
export const serveFeed = async (folder: string): Promise<OwnFeed> => {
  const { key, cert, certFile } = makeLocalCertificate(folder)
  const asked: string[] = []
  const server = createServer({ key, cert }, ({ method, url, headers }, response) => {
    asked.push(`${method} ${url}${headers.cookie || headers.authorization ? ' by somebody' : ''}`)
    response.end(JSON.stringify({ tag_name: 'v9.9.9', draft: false, prerelease: false }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { address: `https://localhost:${port}/latest`, certFile, asked, close }
}

const releasesPage = 'https://releases.invalid/sluice'
const issuesPage = 'https://releases.invalid/issues/new'

/** Writes a feed into a packed app, as a release has one. @returns removes it again */
export const giveFeed = (resources: string, feed: string): (() => void) => {
  const path = join(resources, 'app.asar/package.json')
  const former = readFileSync(path, 'utf8')
  const described = {
    ...(JSON.parse(former) as object),
    updates: { feed, page: releasesPage, issues: issuesPage },
  }
  writeFileSync(path, JSON.stringify(described))
  return () => writeFileSync(path, former)
}

/** Every file with its size and modification time. */
export const stateOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${relative(folder, path)} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .sort()

export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))

/** In the page, with a button that opens the page of that version and nothing else. */
export const expectNews = async (app: RunningApp): Promise<void> => {
  const notice = app.page.getByRole('alert').filter({ hasText: 'Sluice 9.9.9 is out' })
  await expect(notice).toBeVisible({ timeout: 20_000 })
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => void opened.push(url)
  }, null)
  await notice.getByRole('button', { name: 'Open its page' }).click()
  const opened = () => app.evaluate(() => (globalThis as { opened?: readonly string[] }).opened, null)
  await expect.poll(opened).toEqual([`${releasesPage}/tag/v9.9.9`])
}

export const threads = 'engine/out/main'

/** What can be wrong with a file of an installation. */
const damages: readonly (readonly [what: string, damage: (path: string) => Promise<void>])[] = [
  ['cut short', (path) => truncate(path, 100)],
  ['gone', (path) => rm(path)],
  ['changed', (path) => appendFile(path, '\n')],
]

/** Files of a package, by place and by the reported name, each with one kind of damage: the unit tests have all kinds. */
export const damaged = [
  [`${threads}/engine-thread.js`, 'out/main/engine-thread.js'] as const,
  ...['out/renderer/index.html', 'out/preload/index.cjs', 'engine-files.json'].map(
    (name) => [`app.asar/${name}`, `app.asar/${name}`] as const,
  ),
].map(([file, named], index) => {
  const [what, damage] = damages[index % damages.length] as (typeof damages)[number]
  return { file, named, what, damage }
})
