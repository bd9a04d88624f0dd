import { Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import type { CommandEnd } from './cli.ts'
import { commandLine } from './built.ts'

const signals = ['SIGINT', 'SIGTERM'] as const

let last: Promise<unknown> = Promise.resolve()
let calls = 0

/**
 * Calls the built command line in this process, one call after the other: the same program with the same arguments
 * and environment and the same streams, without starting a Node. For tests of a command's work and output. Tests of
 * how a process ends, hears signals or is killed start one, with `startCommand`.
 */
export const callCommand = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<CommandEnd> => {
  const called = last.then(() => call(args, environment))
  last = called.catch(() => undefined)
  return called
}

const call = async (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<CommandEnd> => {
  const stdout = keepText()
  const stderr = keepText()
  const giveBack = giveToProcess({
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: { PATH: process.env.PATH, ...environment },
    argv: [process.execPath, commandLine, ...args],
  })
  // A command listens to signals for as long as its process lives.
  const heard = { SIGINT: process.listeners('SIGINT'), SIGTERM: process.listeners('SIGTERM') }
  const before = process.exitCode
  process.exitCode = undefined
  try {
    // Only the entry is loaded again, which runs it; its imports stay.
    await import(/* @vite-ignore */ `${pathToFileURL(commandLine).href}?call=${(calls += 1)}`)
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    process.exitCode = before
    giveBack()
    for (const signal of signals)
      for (const listener of process.listeners(signal).filter((one) => !heard[signal].includes(one)))
        process.off(signal, listener)
  }
}

/** Replaces these in the process; the returned function restores them. */
const giveToProcess = (own: Readonly<Record<string, unknown>>): (() => void) => {
  const before = Object.keys(own).map(
    (name) => [name, Object.getOwnPropertyDescriptor(process, name)] as const,
  )
  for (const [name, value] of Object.entries(own))
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true })
  return () => {
    for (const [name, descriptor] of before)
      if (descriptor !== undefined) Object.defineProperty(process, name, descriptor)
  }
}

const keepText = (): { readonly stream: Writable; readonly text: () => string } => {
  const chunks: Buffer[] = []
  const stream = new Writable({
    decodeStrings: true,
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}
