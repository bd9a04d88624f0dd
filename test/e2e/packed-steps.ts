import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { makeLocalCertificate } from '../support/local-certificate.ts'

/** A feed of newer versions on this machine, which says that 9.9.9 is out. */
export interface OwnFeed {
  readonly address: string
  /** What the app must be told to trust. */
  readonly certFile: string
  /** The paths that were asked for, and whether with a cookie or any other word about who asks. */
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

export const releasesPage = 'https://releases.invalid/sluice'

/** Writes a feed into a packed app, as a release has one. @returns takes it out again */
export const giveFeed = (resources: string, feed: string): (() => void) => {
  const path = join(resources, 'app.asar/package.json')
  const former = readFileSync(path, 'utf8')
  const described = { ...(JSON.parse(former) as object), updates: { feed, page: releasesPage } }
  writeFileSync(path, JSON.stringify(described))
  return () => writeFileSync(path, former)
}
