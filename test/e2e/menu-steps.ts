import type { PageAction } from '../../src/contract/page-action.ts'
import type { RunningApp } from './running-app.ts'

interface Shown {
  readonly label: string
  readonly enabled: boolean
  readonly accelerator: string | null
}

/** An item of the native menu as a person sees it. */
export const menuItem = (app: RunningApp, id: PageAction): Promise<Shown | null> =>
  app.evaluate(({ Menu }, name): Shown | null => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(name)
    if (!item) return null
    return { label: item.label, enabled: item.enabled, accelerator: item.accelerator ?? null }
  }, id)

/** Chooses an item, as a click on it does. */
export const choose = (app: RunningApp, id: PageAction): Promise<void> =>
  app.evaluate(({ Menu }, name) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(name)
    if (item?.enabled !== true) throw new Error(`The menu does not offer ${name}`)
    item.click()
  }, id)
