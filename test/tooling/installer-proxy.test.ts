import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadScript } from './load-script.ts'

type Environment = Readonly<Record<string, string>>
const { installerEnvironment } = await loadScript<{
  installerEnvironment: (extra: Environment) => Environment
}>('electron.mjs')

const installer = resolve(import.meta.dirname, '../../node_modules/electron/install.js')

const asked: string[] = []
/** Records the host that it is asked for, and refuses. */
const proxy = createServer().on('connect', ({ url = '' }, socket) => {
  asked.push(url)
  socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
})
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-installer-'))
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
})
afterAll(async () => {
  proxy.close()
  await rm(folder, { recursive: true })
})

// `.invalid` never resolves (RFC 6761), so nothing leaves this machine.
it("Electron's installer goes through the proxy that HTTPS_PROXY names", async () => {
  const { port } = proxy.address() as AddressInfo
  const environment = installerEnvironment({
    HTTPS_PROXY: `http://127.0.0.1:${port}`,
    NO_PROXY: '',
    ELECTRON_MIRROR: 'https://mirror.invalid/',
    // If the runtime is installed already, the installer has nothing to do for this system.
    ELECTRON_INSTALL_PLATFORM: 'mas',
    electron_config_cache: folder,
    TMPDIR: folder,
  })
  const code = await new Promise<unknown>((ended) =>
    execFile(process.execPath, [installer], { env: environment }, (error) => ended(error?.code ?? 0)),
  )
  expect(code).toBe(1)
  expect(asked).toContain('mirror.invalid:443')
})
