import { execFile } from 'node:child_process'
import { mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { demandAddress, readAddress } from '../../src/adapters/postgres/address.ts'
import { builtInAddresses } from '../../src/app/built-in-addresses.ts'
import { accessKeyOf, localQueue } from '../../src/app/queue-target.ts'

const run = promisify(execFile)

const queue = localQueue('http://127.0.0.1:49152', accessKeyOf('a secret'))

const databaseAt = (url: string) => ({ address: demandAddress(url), embedded: true })

/** A folder with a space, a quote and a non-ASCII letter in its name. */
const oddFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "sluice o'hare ü "))

/** What a shell makes of the line: the file it names, and the arguments of psql. */
const read = async (line: string) => {
  const { stdout } = await run('sh', ['-c', `psql() { printf '%s\\n' "$PGPASSFILE" "$#" "$1"; }\n${line}`])
  const [file = '', count, parameters] = stdout.split('\n')
  return { file, count, parameters, text: await readFile(file, 'utf8') }
}

describe('Addresses of what is built in', () => {
  it('name the queue, and a psql command whose password is in a private file and nowhere else', async () => {
    const folder = await oddFolder()
    const url = `postgres://sluice_work:pa%3Ass%5Cword@${encodeURIComponent('/srv/own socket')}:5432/postgres`
    const addresses = builtInAddresses({ queue, database: databaseAt(url) }, folder, 'linux')
    expect(addresses.queue).toBe('http://127.0.0.1:49152')
    expect(addresses.psql).not.toContain('pa:ss')
    const { file, count, parameters, text } = await read(addresses.psql)
    expect(count).toBe('1')
    expect(parameters).toBe(`host='/srv/own socket' port=5432 dbname=postgres user=sluice_work`)
    expect(text).toBe('/srv/own socket:5432:postgres:sluice_work:pa\\:ss\\\\word\n')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('follow the rules of libpq, and lead to the password', async () => {
    const folder = await oddFolder()
    const url = 'postgres://sluice_work:s%3Acret@127.0.0.1:55432/postgres'
    const { psql } = builtInAddresses({ queue, database: databaseAt(url) }, folder, 'linux')
    const { file, text } = await read(psql)
    const found = readAddress('postgres://sluice_work@127.0.0.1:55432/postgres', {
      surroundings: {
        ...{ environment: { PGPASSFILE: file }, systemUser: null, passwordFile: null, serviceFiles: [] },
        read: () => ({ state: 'read', text, isOpenToOthers: false }),
      },
    })
    expect(found).toMatchObject({ ok: true, address: { password: { kind: 'given', text: 's:cret' } } })
  })

  it('are written for PowerShell on Windows', async () => {
    const folder = await oddFolder()
    const url = 'postgres://sluice_work:secret@127.0.0.1:55432/postgres'
    const { psql } = builtInAddresses({ queue, database: databaseAt(url) }, folder, 'win32')
    expect(psql).toMatch(/^\$env:PGPASSFILE='.*o''hare.*pgpass'; psql 'host=127\.0\.0\.1 port=55432 /)
  })

  it('are not shown if one of the two is not built in', async () => {
    const database = { ...databaseAt('postgres://u:p@127.0.0.1:1/d'), embedded: false }
    expect(() => builtInAddresses({ queue, database }, '/nowhere')).toThrow('not connected')
  })
})
