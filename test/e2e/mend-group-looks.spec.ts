import { expect, test } from '@playwright/test'
import { expectNoViolations } from './axe-steps.ts'
import { openMendingPage, type MendingPage } from './mending-page.ts'
import { cutWords } from './page-steps.ts'
import { done, stagesTo } from './scripted-rules.ts'

/** The built page on an engine whose answers for rules come from each test. */
let on: MendingPage
test.beforeAll(async () => {
  on = await openMendingPage()
})
test.beforeEach(() => on.begin())
test.afterAll(() => on.close())

const states = [
  {
    name: 'a group of which some would pass now',
    enter: () => expect(on.page.getByText('1,204 of 1,240 would pass now')).toBeVisible(),
  },
  {
    name: 'a new rule with a mistake',
    enter: async () => {
      await on.open()
      await on.button('Add a step').click()
    },
  },
  { name: 'a previewed rule', enter: () => on.openPreviewed() },
  {
    name: 'a rule that is applied',
    enter: async () => {
      await on.openApplied()
      await on.tell(stagesTo([1, 0], [10, 0], [42, 3]))
    },
  },
  {
    name: 'a rule that was applied',
    enter: async () => {
      await on.openApplied()
      await on.tell(stagesTo([1, 0], [10, 0], [100, 4], [1_000, 37]), done)
      await expect(on.panel().getByTestId('repair-end')).toBeVisible()
    },
  },
]

for (const { name, enter } of states)
  test(`axe finds nothing in ${name}, and no words are cut, at any size`, async ({}, info) => {
    await enter()
    await expectNoViolations(on.page, name)
    for (const [width, height] of [
      [1280, 800],
      [900, 600],
      [640, 600],
      [320, 600],
    ] as const) {
      await on.page.setViewportSize({ width, height })
      expect(await cutWords(on.page)).toEqual([])
      expect(await on.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      for (const colorScheme of ['light', 'dark'] as const) {
        await on.page.emulateMedia({ colorScheme })
        await info.attach(`${name} ${width} ${colorScheme}`, {
          body: await on.page.screenshot(),
          contentType: 'image/png',
        })
      }
    }
  })
