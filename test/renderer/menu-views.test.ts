import { expect, it } from 'vitest'
import { menuViews } from '../../src/contract/page-action.ts'
import { viewLabels, views } from '../../src/renderer/state/use-view.ts'

it("the native menu offers the page's views, in order and by name", () => {
  expect(menuViews).toEqual(views.map((view) => ({ view, label: viewLabels[view] })))
})
