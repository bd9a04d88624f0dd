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
 * Writes a file that is there as a whole or not at all: beside its place first, under a name of its own, and moved when the
 * last byte is on the disk. Whatever fails, in the pieces or on the disk, leaves what was there before. Readable by the
 * user alone.
 *
 * The system may allow the file alone and not its folder, as macOS does where a person chose the file in its own box. Then
 * the pieces are written in a folder for temporary files, and copied once they are all there. A disk that fails in the
 * middle of that copy leaves the file empty, as half of one could be taken for the whole.
 *
 * Throws `FailureError` with `export-failed` or `export-target-unfit`, or what the pieces throw.
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

/** The file before it is whole. */
interface Draft {
  readonly file: FileHandle
  /** Puts it in its place. */
  readonly finish: () => Promise<void>
  /** Leaves nothing of it behind. */
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

/** For a file that may be written in a folder that may not. Throws where the file may not be written either. */
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
 * Byte by byte: the system's own copying also sets rights, which only a file's owner may. Leaves an empty file where the copy
 * fails.
 */
const copyInto = async (from: string, to: string): Promise<void> => {
  const file = await open(to, 'w')
  try {
    // Another's file keeps the rights that its owner gave it.
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
