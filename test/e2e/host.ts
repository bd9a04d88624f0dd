import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The host of the desktop specs: Electron itself, a packed app, the unpacked package on the stand-in for Electron, or
 * the checkout on the stand-in, and then why.
 */
export type Host =
  | { readonly kind: 'electron'; readonly executable: string }
  | { readonly kind: 'packed'; readonly executable: string }
  | { readonly kind: 'package'; readonly resources: string }
  | { readonly kind: 'stand-in'; readonly why: string }

export const root = join(import.meta.dirname, '../..')

interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
}

/**
 * The unpacked package if SLUICE_E2E_HOST=package asks for it; the packed program that SLUICE_E2E_PROGRAM names; else
 * Electron if its binary is installed and there is a screen; else the stand-in. Never downloads anything.
 *
 * @throws if SLUICE_E2E_HOST=electron asks for the real one and it is missing, or a named program is
 */
export const findHost = ({ variables, platform }: Surroundings = here): Host => {
  const host = choose({ variables, platform })
  if (host.kind === 'stand-in' && variables.SLUICE_E2E_HOST === 'electron')
    throw new Error(`SLUICE_E2E_HOST asks for Electron itself, but ${host.why}`)
  return host
}

const here: Surroundings = { variables: process.env, platform: process.platform }

const choose = ({ variables, platform }: Surroundings): Host => {
  if (variables.SLUICE_E2E_HOST === 'package') {
    // Set by before-all.ts, which packs for all specs.
    const resources = variables.SLUICE_E2E_PACKAGE
    if (!resources) throw new Error('SLUICE_E2E_HOST asks for the unpacked package, but nobody packed it')
    return { kind: 'package', resources }
  }
  const packed = variables.SLUICE_E2E_PROGRAM
  if (packed) {
    if (!existsSync(packed)) throw new Error(`SLUICE_E2E_PROGRAM is ${packed}, but there is no such file`)
    return { kind: 'packed', executable: packed }
  }
  const executable = electronBinary({ variables, platform })
  if (executable === null) return { kind: 'stand-in', why: 'the binary of Electron is not installed' }
  if (platform === 'linux' && !variables.DISPLAY && !variables.WAYLAND_DISPLAY)
    return { kind: 'stand-in', why: 'there is no display' }
  return { kind: 'electron', executable }
}

/** The place of the program in Electron's distribution. */
const programs: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

const electronBinary = ({ variables, platform }: Surroundings): string | null => {
  const folder = join(root, 'node_modules/electron')
  const pathFile = join(folder, 'path.txt')
  const elsewhere = variables.ELECTRON_OVERRIDE_DIST_PATH
  // Written last when the binary is unpacked: without it the folder may be incomplete.
  if (!elsewhere && !existsSync(pathFile)) return null
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : (programs[platform] ?? 'electron')
  const binary = join(elsewhere || join(folder, 'dist'), name)
  return existsSync(binary) ? binary : null
}

/** In words, for the summary of a run. */
export const describeHost = (host: Host): string => {
  switch (host.kind) {
    case 'electron':
      return 'on Electron itself'
    case 'packed':
      return `on the packed app ${host.executable}`
    case 'package':
      return 'on the unpacked package and the stand-in for Electron'
    case 'stand-in':
      return `on the stand-in for Electron, since ${host.why}`
  }
}
