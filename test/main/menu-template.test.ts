import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { pageActions, type PageAction } from '../../src/contract/page-action.ts'
import type { RunState } from '../../src/contract/run-state.ts'
import { menuTemplate } from '../../src/main/menu-template.ts'

type Item = MenuItemConstructorOptions

const itemsOf = (template: readonly Item[]): readonly Item[] =>
  template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])])

const build = (state: RunState, platform: NodeJS.Platform = 'linux', isPackaged = true) => {
  const chosen: PageAction[] = []
  const showLogs = vi.fn()
  const choose = (action: PageAction) => void chosen.push(action)
  const template = menuTemplate({ platform, isPackaged, state, choose, showLogs })
  const items = itemsOf(template)
  const ours = items.filter(({ id }) => id !== undefined && id !== 'logs')
  return {
    template,
    items,
    ours,
    chosen,
    showLogs,
    find: (id: PageAction) => ours.find((item) => item.id === id),
  }
}

describe('the native menu', () => {
  it('has one item for everything that it can ask of the page, and asks for just that', () => {
    const { ours, chosen } = build('idle')
    expect(ours.map(({ id }) => id).toSorted()).toEqual(pageActions.toSorted())
    for (const { click } of ours) (click as () => void)()
    expect(chosen).toEqual(ours.map(({ id }) => id))
  })

  it('never registers a key that the page handles, so that none acts twice', () => {
    for (const { accelerator, registerAccelerator } of build('idle').ours) {
      if (accelerator !== undefined) expect(registerAccelerator).toBe(false)
    }
  })

  it('gives no two items the same key', () => {
    const keys = build('running').items.flatMap(({ accelerator }) => accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each([
    ['none', [false, false, false]],
    ['idle', [true, false, false]],
    ['running', [false, true, true]],
    ['paused', [false, true, true]],
  ] as const)('offers of Run, Pause and Stop what can be done while %s', (state, expected) => {
    const { find } = build(state)
    expect((['run', 'pause', 'stop'] as const).map((id) => find(id)?.enabled)).toEqual(expected)
  })

  it.each(['none', 'running'] as const)(
    'shows the logs by itself while %s, as there may be no page to ask',
    (state) => {
      const { items, showLogs, chosen } = build(state)
      const logs = items.find(({ id }) => id === 'logs')
      expect(logs?.enabled).not.toBe(false)
      ;(logs?.click as () => void)()
      expect(showLogs).toHaveBeenCalledOnce()
      expect(chosen).toEqual([])
    },
  )

  it('labels Pause by what it does', () => {
    expect(build('running').find('pause')?.label).toBe('Pause')
    expect(build('paused').find('pause')?.label).toBe('Resume')
  })

  /** The items of one menu from the top: roles, our own by their ids, lines as they are. */
  const menuOf = (platform: NodeJS.Platform, role: string) => {
    const menu = build('idle', platform).template.find((item) => item.role === role)
    const items = Array.isArray(menu?.submenu) ? menu.submenu : []
    return items.map((item) => item.id ?? item.role ?? item.type)
  }

  it("starts with the app's menu on a Mac, with About in it, and has About under Help elsewhere", () => {
    expect(build('idle', 'darwin').template[0]?.role).toBe('appMenu')
    expect(menuOf('darwin', 'help')).toEqual(['shortcuts', 'separator', 'logs', 'report'])
    expect(menuOf('win32', 'appMenu')).toEqual([])
    expect(menuOf('win32', 'help')).toContain('about')
  })

  it("has Settings… in the app's menu on a Mac, among the system’s own items in order", () => {
    expect(menuOf('darwin', 'appMenu')).toEqual([
      ...['about', 'separator', 'settings', 'separator', 'services', 'separator'],
      ...['hide', 'hideOthers', 'unhide', 'separator', 'quit'],
    ])
    expect(menuOf('darwin', 'fileMenu')).toEqual([])
  })

  it.each(['win32', 'linux'] as const)('has Settings… under File on %s, before Quit', (platform) => {
    expect(menuOf(platform, 'fileMenu')).toEqual(['settings', 'separator', 'quit'])
  })

  it.each(['darwin', 'win32', 'linux'] as const)('has Settings… once on %s, by its usual key', (platform) => {
    const found = build('idle', platform).items.filter(({ label }) => label === 'Settings…')
    expect(found).toMatchObject([{ id: 'settings', accelerator: 'CmdOrCtrl+,' }])
  })

  it('cannot reload the page, nor open its developer tools once the app is packaged', () => {
    const roles = build('idle').items.map(({ role }) => role)
    expect(roles).not.toContain('reload')
    expect(roles).not.toContain('forceReload')
    expect(roles).not.toContain('toggleDevTools')
  })
})
