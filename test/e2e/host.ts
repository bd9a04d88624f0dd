import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the desktop specs run on: Electron itself, or the stand-in for it, and then why. */
export type Host =
  | { readonly kind: 'electron'; readonly executable: string }
  | { readonly kind: 'stand-in'; readonly why: string }

export const root = join(import.meta.dirname, '../..')

/** Electron where its binary is installed and there is a screen; else the stand-in. Never downloads anything. */
export const findHost = (): Host => {
  const executable = electronBinary()
  if (executable === null) return { kind: 'stand-in', why: 'the binary of Electron is not installed' }
  if (!hasDisplay()) return { kind: 'stand-in', why: 'there is no display' }
  return { kind: 'electron', executable }
}

const electronBinary = (): string | null => {
  const folder = join(root, 'node_modules/electron')
  const pathFile = join(folder, 'path.txt')
  const elsewhere = process.env.ELECTRON_OVERRIDE_DIST_PATH
  // Written last when the binary is unpacked: without it the folder may be half full.
  if (!elsewhere && !existsSync(pathFile)) return null
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const binary = join(elsewhere || join(folder, 'dist'), name)
  return existsSync(binary) ? binary : null
}

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** In words, for the summary of a run. */
export const describeHost = (host: Host): string =>
  host.kind === 'electron' ? 'on Electron itself' : `on the stand-in for Electron, since ${host.why}`
