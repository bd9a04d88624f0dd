import { randomBytes } from 'node:crypto'
import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { removeLeftExports } from '../app/export/left-exports.ts'
import type { WrittenExport } from '../contract/exports.ts'
import { checkOwnPath } from '../system/own-path.ts'
import { replyRefused } from './reply.ts'

/** Files that wait for the page to fetch them: for one reader, for a short time, in the user's own folder. */
export interface Downloads {
  /** A place for a file of this name. Throws `FailureError` with `path-unsafe`, or the system's own error. */
  readonly reserve: (name: string) => Place
  /** Answers `GET` of an address from `offer`; the file is deleted afterwards. */
  readonly handle: (address: string, request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Removes every file. */
  readonly close: () => void
}

export interface Place {
  readonly path: string
  /** Lets the file be fetched once, at the address returned. */
  readonly offer: (file: WrittenExport) => string
  /** Removes what was written. */
  readonly discard: () => Promise<void>
}

/** The beginning of every address. */
export const downloadRoot = '/api/downloads/'

/** How long a file waits for its reader, in milliseconds. The page fetches it at once. */
const patience = 60_000

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

/**
 * @param folder of exports in the data folder. Each process has a subfolder named by its process id; those of
 * processes that no longer exist are removed.
 */
export const openDownloads = (folder: string, waitFor = patience): Downloads => {
  const own = join(folder, String(process.pid))
  removeLeftExports(folder)
  const waiting = new Map<string, { readonly path: string; readonly file: WrittenExport }>()

  const reserve = (name: string): Place => {
    // The address is the only key to the file, so it must be as hard to guess as the token.
    const ticket = randomBytes(32).toString('base64url')
    const place = join(own, ticket)
    checkOwnPath(folder, { kind: 'folder', closedTo: 'writers' })
    mkdirSync(place, { recursive: true, mode: 0o700 })
    const path = join(place, name)
    const discard = () => rm(place, { recursive: true, force: true })
    return {
      path,
      discard,
      offer: (file) => {
        waiting.set(ticket, { path, file })
        setTimeout(() => {
          if (waiting.delete(ticket)) void discard().catch(() => undefined)
        }, waitFor).unref()
        return `${downloadRoot}${ticket}`
      },
    }
  }

  const handle: Downloads['handle'] = async (address, request, response) => {
    if (request.method !== 'GET') {
      response.setHeader('Allow', 'GET')
      return replyRefused(response, 405, 'download', 'it is read by GET')
    }
    const ticket = address.slice(downloadRoot.length)
    const found = waiting.get(ticket)
    if (found === undefined) return replyRefused(response, 404, 'download', 'it is there no longer')
    waiting.delete(ticket)
    const { path, file } = found
    response.writeHead(200, {
      'Content-Type': types[file.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'Content-Length': file.bytes,
      'Content-Disposition': disposition(file.name),
      'Cache-Control': 'no-store',
    })
    try {
      await pipeline(createReadStream(path), response)
    } finally {
      await rm(join(own, ticket), { recursive: true, force: true })
    }
  }

  return { reserve, handle, close: () => rmSync(own, { recursive: true, force: true }) }
}

/** The header to save under this name (RFC 6266): in ASCII for all, and unchanged for those who read RFC 8187. */
const disposition = (name: string): string => {
  const plain = name.replaceAll(/[^\w.-]/g, '_')
  const whole = plain === name ? '' : `; filename*=UTF-8''${encodeURIComponent(name)}`
  return `attachment; filename="${plain}"${whole}`
}
