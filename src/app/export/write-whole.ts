import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, realpath, rm, stat, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { WrittenExport } from '../../contract/exports.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { renameAgain, tryWhileHeld } from '../../system/rename-again.ts'
import type { Chunk } from './encode-export.ts'

/**
 * Writes a file completely or not at all: first beside its place, under its own temporary name, and moved when the
 * last byte is on the disk. Any failure, in the chunks or on the disk, leaves what was there before. Readable by the
 * user alone.
 *
 * The system may allow the file alone and not its folder, as macOS does if a person chose the file in its dialog. Then
 * the chunks are written in a folder for temporary files, and copied once they are complete. A disk that fails in the
 * middle of that copy leaves the file empty, as half of one could be taken for the whole.
 *
 * Throws `FailureError` with `export-failed` or `export-target-unfit`, or what the chunks throw.
 */
export const writeWhole = async (
  path: string,
  chunks: AsyncIterable<Chunk>,
): Promise<Omit<WrittenExport, 'items'>> => {
  const name = basename(path)
  const disk = <T>(action: Promise<T>): Promise<T> => action.catch((error: unknown) => refuse(name, error))
  const target = await disk(placeOf(path))
  const draft = await disk(openDraft(target))
  try {
    const bytes = await writeAll(draft.file, chunks, disk)
    await disk(draft.finish())
    return { name, bytes }
  } catch (error) {
    await draft.drop().catch(() => undefined)
    throw error
  }
}

/** The file before it is complete. */
interface Draft {
  readonly file: FileHandle
  /** Moves it into place. */
  readonly finish: () => Promise<void>
  /** Removes it. */
  readonly drop: () => Promise<void>
}

const openDraft = async (target: string): Promise<Draft> => {
  try {
    const part = join(dirname(target), `.sluice-${randomUUID()}.part`)
    const file = await open(part, 'wx', 0o600)
    return { file, finish: () => renameAgain(part, target), drop: () => rm(part, { force: true }) }
  } catch (error) {
    if (!['EPERM', 'EACCES'].includes(codeOf(error))) throw error
    return openDraftElsewhere(target)
  }
}

/** For a file that may be written in a folder that may not. Throws if the file may not be written either. */
const openDraftElsewhere = async (target: string): Promise<Draft> => {
  const isNew = await stat(target).then(
    () => false,
    () => true,
  )
  await (await open(target, 'a', 0o600)).close()
  const folder = await mkdtemp(join(tmpdir(), 'sluice-export-'))
  const part = join(folder, 'part')
  const clear = () => rm(folder, { recursive: true, force: true }).catch(() => undefined)
  return {
    file: await open(part, 'wx', 0o600),
    finish: async () => {
      await tryWhileHeld(() => copyInto(part, target))
      await clear()
    },
    drop: async () => {
      await clear()
      if (isNew) await rm(target, { force: true })
    },
  }
}

/**
 * Byte by byte: the system's own copying also sets rights, which only a file's owner may. Leaves an empty file if the copy
 * fails.
 */
const copyInto = async (from: string, to: string): Promise<void> => {
  const file = await open(to, 'w')
  try {
    // Another user's file keeps the rights that its owner gave it.
    await file.chmod(0o600).catch(() => undefined)
    await file.writeFile(createReadStream(from))
    await file.sync()
  } catch (error) {
    await file.truncate().catch(() => undefined)
    throw error
  } finally {
    await file.close()
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

/** The file itself if the path is a link to it. Anything but a file (a device, a folder) is not replaced. */
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
