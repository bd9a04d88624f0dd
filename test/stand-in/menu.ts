import type { Menu as ElectronMenu, MenuItem, MenuItemConstructorOptions } from 'electron'

/** Declared to be always there, but undefined if an item has no key. */
type Item = Pick<MenuItem, 'id' | 'label' | 'enabled' | 'click'> & Partial<Pick<MenuItem, 'accelerator'>>

const itemOf = ({ id = '', label = '', enabled = true, ...rest }: MenuItemConstructorOptions): Item => ({
  id,
  label,
  enabled,
  ...(rest.accelerator === undefined ? {} : { accelerator: rest.accelerator }),
  // Electron passes the item, the window and the event; nobody uses them here.
  click: () => (rest.click as (() => void) | undefined)?.(),
})

const flat = (template: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] =>
  template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])

/** Menus are built and stored, not shown; what is not registered as a key here cannot be pressed either. */
export class Menu {
  static #application: Menu | null = null
  readonly #items: readonly Item[]

  constructor(template: readonly MenuItemConstructorOptions[]) {
    this.#items = flat(template).map(itemOf)
  }

  static buildFromTemplate(...[template]: Parameters<typeof ElectronMenu.buildFromTemplate>): Menu {
    return new Menu(template as readonly MenuItemConstructorOptions[])
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }

  getMenuItemById(id: string): Item | null {
    return this.#items.find((item) => item.id === id) ?? null
  }
}
