import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/* What Linux says about processes and their sockets. Other systems have no such folder. */

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It ended meanwhile.
    return ''
  }
}

const pids = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

const parentOf = (pid: number): number =>
  Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)

/** Processes and all their descendants. */
export const familyOf = (roots: readonly number[]): readonly number[] => {
  const parents = new Map(pids().map((pid) => [pid, parentOf(pid)] as const))
  const belongs = (pid: number): boolean => roots.includes(pid) || (pid > 1 && belongs(parents.get(pid) ?? 0))
  return [...parents.keys()].filter(belongs)
}

/** The arguments that a process was started with. */
export const argumentsOf = (pid: number): string => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')

const socketsOf = (pid: number): readonly string[] => {
  const folder = `/proc/${pid}/fd`
  try {
    return readdirSync(folder).flatMap(
      (fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, fd)))?.[1] ?? [],
    )
  } catch {
    return []
  }
}

/** Addresses that these processes listen on, in the kernel's hexadecimal (proc(5)), without their ports. */
export const listenersOf = (family: readonly number[]): readonly string[] => {
  const sockets = new Set(family.flatMap(socketsOf))
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    read(table)
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && sockets.has(fields[9] ?? ''))
      .map((fields) => fields[1]?.split(':', 1)[0] ?? ''),
  )
}

/** 127.0.0.1 and ::1, as the kernel of a little-endian machine writes them. */
export const loopback: readonly string[] = ['0100007F', '00000000000000000000000001000000']

/** The environment that a process was started in; empty if we may not read it. */
export const environmentOf = (pid: number): string => read(`/proc/${pid}/environ`).replaceAll('\0', '\n')
