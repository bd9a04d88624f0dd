import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createStatement } from '../../src/adapters/postgres/table-changes.ts'
import { exitCodes } from '../../src/cli/output.ts'
import { logins } from '../../src/contract/logins.ts'
import { menuViews } from '../../src/contract/page-action.ts'
import { callCommand } from '../support/call-command.ts'

/** A command as its help describes it. */
interface Helped {
  readonly path: string
  readonly flags: ReadonlySet<string>
  readonly variables: ReadonlySet<string>
}

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')

/** The rows of the table below a heading line that starts like this; each cell as it is written. */
const tableBehind = (head: string): readonly (readonly string[])[] => {
  const lines = readme.split('\n')
  const at = lines.findIndex((line) => line.startsWith(head))
  const rows = lines.slice(at + 2)
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
}

const codeIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

const flagsIn = (text: string): ReadonlySet<string> => new Set(text.match(/--[a-z][a-z-]*/g))

const variablesIn = (text: string): ReadonlySet<string> =>
  new Set(text.match(/\b(?:SLUICE|AWS|DATABASE)_[A-Z_]*[A-Z]/g))

const helpOf = async (path: readonly string[]): Promise<readonly Helped[]> => {
  const { stdout } = await callCommand([...path, '--help'], {})
  const [options = '', commands = ''] = stdout.split('\nCommands:\n')
  const names = [...commands.matchAll(/^ {2}([a-z][a-z-]*)/gm)].flatMap(([, name = '']) =>
    name === 'help' ? [] : [name],
  )
  const own = options.slice(options.indexOf('\nOptions:\n'))
  const helped = { path: path.join(' '), flags: flagsIn(own), variables: variablesIn(own) }
  const inner: (readonly Helped[])[] = []
  for (const name of names) inner.push(await helpOf([...path, name]))
  return [helped, ...inner.flat()]
}

let commands: readonly Helped[]
beforeAll(async () => {
  commands = (await helpOf([])).filter(({ path }) => path !== '')
}, 60_000)

const written = tableBehind('| command |').flatMap(([cell = '']) => codeIn(cell))

/** The part before the first argument or flag. */
const pathOf = (code: string): string =>
  /^[a-z][a-z-]*(?: [a-z][a-z-]*)*/.exec(code.replace(/ rows\\\|rejected/, ''))?.[0] ?? ''

describe('the README and the command line', () => {
  it('name the same commands', () => {
    const told = new Set(written.map(pathOf))
    // A word that only groups other commands does nothing by itself.
    const groups = ['event']
    expect(
      commands.map(({ path }) => path).filter((path) => !told.has(path) && !groups.includes(path)),
    ).toEqual([])
    const known = new Set(commands.map(({ path }) => path))
    expect([...told].filter((path) => !known.has(path))).toEqual([])
    expect(known.size).toBeGreaterThan(20)
  })

  it('name the same flags of each command, and every flag somewhere', () => {
    for (const code of written) {
      const command = commands.find(({ path }) => path === pathOf(code))
      expect([...flagsIn(code)].filter((flag) => command?.flags.has(flag) !== true)).toEqual([])
    }
    const told = flagsIn(readme)
    const all = new Set(commands.flatMap(({ flags }) => [...flags]))
    expect([...all].filter((flag) => !told.has(flag) && flag !== '--help').toSorted()).toEqual([])
  })

  it('agree where a document shows a command to type: it exists, with its flags', () => {
    const typed = globSync(['README.md', 'CONTRIBUTING.md', 'docs/**/*.md']).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/^```(?:sh|bat|ini)\n([\s\S]*?)^```/gm)].flatMap(
        ([, block = '']) =>
          [...block.matchAll(/(?:^|run --silent )sluice (?:-- )?([a-z][^#"\n>|]*)/gm)].map(
            ([, text = '']) => ({ path, text }),
          ),
      ),
    )
    expect(typed.length).toBeGreaterThan(20)
    const wrong = typed.filter(({ text }) => {
      const words = text.split(' ')
      const command =
        commands.find(({ path }) => path === words.slice(0, 2).join(' ').trim()) ??
        commands.find(({ path }) => path === words[0])
      return command === undefined || [...flagsIn(text)].some((flag) => !command.flags.has(flag))
    })
    expect(wrong).toEqual([])
  })

  it('name the same environment variables', () => {
    const told = variablesIn(readme)
    const all = new Set(commands.flatMap(({ variables }) => [...variables]))
    expect([...all].filter((name) => !told.has(name))).toEqual([])
    expect(all.size).toBeGreaterThan(8)
  })

  it('name the same views, in order', () => {
    const told = tableBehind('| view |').map(([view = '']) => view.replaceAll('*', '').trim())
    expect(told).toEqual(menuViews.map(({ label }) => label))
  })

  it('name the columns that the table gets, with their types', async () => {
    const told = tableBehind('| column |').map((cells) => cells.slice(0, 2).flatMap(codeIn).join(' '))
    const statement = createStatement(logins, 'user_logins')
    const made = [...statement.matchAll(/"?(\w+)"? (varchar\(\d+\)|date|bigint)/g)].map(
      ([, name = '', type = '']) => `${name} ${type}`,
    )
    expect(told.toSorted()).toEqual(made.toSorted())
  })

  it('name the same exit codes', () => {
    const told = tableBehind('| exit code |').map(([code = '']) => Number(code))
    expect(told).toEqual(Object.values(exitCodes))
  })
})
