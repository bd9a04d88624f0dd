import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keyCheckValue } from '../../src/pipeline/mask.ts'
import { connectTestMonitor, createMonitorBench, openTestMonitor } from '../support/monitors.ts'

const newKey = (): string => `${randomBytes(32).toString('base64')}\n`

it('the former key is taken from a file if the key does not fit, and the other one stays beside it', async () => {
  const bench = await createMonitorBench()
  const settings = { ...bench.settings, keys: { mask: null, seal: null } }
  const first = await connectTestMonitor(settings)
  const refused = await first.monitor.send('useKey', { purpose: 'mask', path: '/x' })
  expect(refused).toMatchObject({ ok: false, failure: { code: 'command-invalid' } })
  await first.monitor.close()

  const folder = join(settings.dataFolder, 'keys')
  const [mask, former] = [join(folder, 'mask.key'), join(settings.dataFolder, 'former')]
  const [right, wrong] = [await readFile(mask, 'utf8'), newKey()]
  await writeFile(former, right)
  await writeFile(mask, wrong)
  const { client, monitor } = openTestMonitor(settings)
  await client.until(({ connection }) => connection.state === 'failed')
  expect(client.current().connection).toMatchObject({ failure: { code: 'key-mismatch' } })

  const file = async (name: string, text: string): Promise<string> => {
    const path = join(settings.dataFolder, name)
    await writeFile(path, text)
    return path
  }
  for (const [path, mistake] of [
    ['former', /whole path/],
    [join(settings.dataFolder, 'none'), /No file can be read/],
    [settings.dataFolder, /No file can be read/],
    [await file('text', 'no key\n'), /holds no key/],
    [await file('zeros', Buffer.alloc(32).toString('base64')), /nothing but zeros/],
    [await file('same', wrong), /does not fit/],
    [join(folder, 'seal.key'), /the seal key/],
  ] as const) {
    const answer = await client.ask('useKey', { purpose: 'mask', path })
    expect(answer).toMatchObject({ saved: false, mistakes: { path: expect.stringMatching(mistake) } })
    expect(await readFile(mask, 'utf8')).toBe(wrong)
  }

  const answer = await client.ask('useKey', { purpose: 'mask', path: ` ${former} ` })
  const checkValue = keyCheckValue(Buffer.from(right, 'base64'))
  expect(answer).toMatchObject({ saved: true, value: { keys: [{ purpose: 'mask', checkValue }, {}] } })
  await client.until(({ connection }) => connection.state === 'connected')
  expect(JSON.stringify(answer)).not.toContain(right.trim())
  const kept = `mask.key.${keyCheckValue(Buffer.from(wrong, 'base64'))}`
  expect((await readdir(folder)).toSorted()).toEqual(['mask.key', kept, 'seal.key'])
  expect(await readFile(join(folder, kept), 'utf8')).toBe(wrong)
  if (process.platform !== 'win32') expect((await stat(mask)).mode & 0o777).toBe(0o600)
  await monitor.close()
})

it('a key from the environment is not replaced from a file', async () => {
  const { settings } = await createMonitorBench()
  const first = await connectTestMonitor(settings)
  await first.monitor.close()
  const keys = { ...settings.keys, mask: new Uint8Array(randomBytes(32)) }
  const { client, monitor } = openTestMonitor({ ...settings, keys })
  await client.until(({ connection }) => connection.state === 'failed')
  expect(await monitor.send('useKey', { purpose: 'mask', path: '/x' })).toMatchObject({
    ok: false,
    failure: { code: 'environment-decides' },
  })
  await monitor.close()
})
