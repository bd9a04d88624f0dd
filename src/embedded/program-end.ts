import { failure, type Failure } from '../contract/failure.ts'

/** How Windows ends a program that it cannot load, or that a library of the wrong version brings down (ntstatus.h). */
const withoutRuntime = new Set([0xc0000135, 0xc0000139, 0xc000007b, 0xc0000005])

/** The programs are for x64 on every Windows, so they need the x64 runtime, also on ARM. */
const runtimeAddress = 'https://aka.ms/vs/17/release/vc_redist.x64.exe'

/** How much of a program's output is passed on: the last few lines, where the failure is. */
const lines = 3
const longest = 400

/** A PostgreSQL program that failed. */
export interface ProgramEnd {
  readonly program: 'initdb' | 'pg_ctl' | 'postgres'
  /** Null if a signal ended it. */
  readonly code: number | null
  /** Its output. initdb gets no secret, so it cannot reveal one; it names files. */
  readonly said?: string
}

/**
 * Whether an exit code means that Windows could not load the program. Node reports it unsigned, some programs signed.
 */
export const lacksRuntime = (code: number | null, platform: NodeJS.Platform = process.platform): boolean =>
  platform === 'win32' && code !== null && withoutRuntime.has(code >>> 0)

/** Why a program ended, as a failure. `initdb` has no log yet, so its last lines are the only account. */
export const programFailure = (
  { program, code, said = '' }: ProgramEnd,
  platform: NodeJS.Platform = process.platform,
): Failure => {
  const cause = [code, childCode(said)].find((one) => lacksRuntime(one, platform))
  if (cause !== undefined && cause !== null) {
    const ended = `${program} ended with 0x${(cause >>> 0).toString(16).toUpperCase()}`
    return failure('embedded-runtime-missing', { code: ended, link: runtimeAddress })
  }
  const ended = `${program} ended with ${code ?? 'a signal'}`
  return failure('embedded-database-not-made', { code: ended, said: lastWords(said) })
}

/**
 * The code in a program's report that Windows ended one it had started (PostgreSQL, `wait_result_to_str`); null if
 * there is none.
 */
const childCode = (said: string): number | null => {
  const found = /\bexception 0x([0-9a-f]{8})\b/i.exec(said)?.[1]
  return found === undefined ? null : Number.parseInt(found, 16)
}

const lastWords = (said: string): string => {
  const words = said
    .split(/\r?\n/)
    .map((line) => line.replace(/[\p{C}\p{Z}]+/gu, ' ').trim())
    .filter((line) => line !== '')
  return words.slice(-lines).join(' ').slice(-longest)
}
