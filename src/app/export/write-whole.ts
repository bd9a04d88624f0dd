import { randomUUID } from 'node:crypto'
import { open, realpath, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { WrittenExport } from '../../contract/exports.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { renameAgain } from '../../system/rename-again.ts'
import type { Chunk } from './encode-export.ts'

/**
 * Writes a file that is there as a whole or not at all: beside its place first, under a name of its own, and moved when the
 * last byte is on the disk. Whatever fails, in the pieces or on the disk, leaves what was there before. Readable by the
 * user alone. Throws `FailureError` with `export-failed` or `export-target-unfit`, or what the pieces throw.
 */
export const writeWhole = async (
  path: string,
  chunks: AsyncIterable<Chunk>,
): Promise<Omit<WrittenExport, 'items'>> => {
  const name = basename(path)
  const disk = <T>(action: Promise<T>): Promise<T> => action.catch((error: unknown) => refuse(name, error))
  const target = await disk(placeOf(path))
  const part = join(dirname(target), `.sluice-${randomUUID()}.part`)
  const file = await disk(open(part, 'wx', 0o600))
  try {
    const bytes = await writeAll(file, chunks, disk)
    await disk(renameAgain(part, target))
    return { name, bytes }
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw error
  }
}

const writeAll = async (
  file: FileHandle,
  chunks: AsyncIterable<Chunk>,
  disk: <T>(action: Promise<T>) => Promise<T>,
): Promise<number> => {
  let bytes = 0
  try {
    for await (const chunk of chunks) {
      const data = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk
      await disk(file.appendFile(data))
      bytes += data.byteLength
    }
    await disk(file.sync())
  } finally {
    await file.close().catch(() => undefined)
  }
  return bytes
}

/** The file itself where the path is a link to it. What is neither a file nor nothing (a device, a folder) is not replaced. */
const placeOf = async (path: string): Promise<string> => {
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
  if (found === null) return path
  if (!found.isFile()) throw new FailureError(failure('export-target-unfit', { name: basename(path) }))
  return realpath(path)
}

const refuse = (name: string, error: unknown): never => {
  if (error instanceof FailureError) throw error
  throw new FailureError(failure('export-failed', { name, code: codeOf(error) }))
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
