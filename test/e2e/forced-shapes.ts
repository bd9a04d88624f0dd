import type { Page } from '@playwright/test'

/**
 * What is seen by its background alone: dots, bars, tracks, badges. Forced colours take backgrounds away, so each needs
 * a border, an outline, or to be left out of them. Called before they are forced; the answer is asked for afterwards.
 */
const rememberShapes = `(() => {
  const seen = (style) => style.display !== 'none' && style.visibility === 'visible' && style.content !== 'normal'
  const clear = (color) => color === 'transparent' || /, 0\\)$|\\/ 0\\)$/.test(color)
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor
      if (!clear(color)) return color
    }
    return 'none'
  }
  // A line between two things may go: their places remain.
  const isShape = (box) => box.width > 2 && box.height > 2 && box.height <= 32
  const shapes = []
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('[inert], [aria-hidden="true"] canvas') !== null || element.matches('th, svg *')) continue
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    const own = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    // What has words is read, whatever is behind them; a badge should still look like one.
    if (box.bottom < 0 || element.textContent.trim().length > 15) continue
    if (isShape(box) && !clear(own.backgroundColor) && own.backgroundColor !== behind(element.parentElement))
      shapes.push({ element, pseudo: null })
    for (const pseudo of ['::before', '::after']) {
      const style = getComputedStyle(element, pseudo)
      const size = { width: parseFloat(style.width), height: parseFloat(style.height) }
      if (style.content === 'none' || style.opacity === '0' || !seen(style) || !isShape(size) || clear(style.backgroundColor)) continue
      if (style.backgroundColor !== behind(element)) shapes.push({ element, pseudo })
    }
  }
  window.shapesSeen = shapes
})()`

const lostOnes = `(() => {
  const has = (style, side) => parseFloat(style[side + 'Width']) > 0 && style[side + 'Style'] !== 'none'
  const lines = ['borderTop', 'borderBottom', 'borderLeft', 'borderRight', 'outline']
  const adjusts = (element) => {
    for (let at = element; at !== null; at = at.parentElement)
      if (getComputedStyle(at).forcedColorAdjust === 'none') return false
    return true
  }
  return window.shapesSeen
    .filter(({ element, pseudo }) => {
      const style = getComputedStyle(element, pseudo ?? undefined)
      return (
        style.forcedColorAdjust !== 'none' && adjusts(element) && !lines.some((line) => has(style, line))
      )
    })
    .map(({ element, pseudo }) => {
      const words = element.textContent.trim().slice(0, 30)
      return element.tagName.toLowerCase() + '.' + element.className + (pseudo ?? '') + ' ' + words
    })
})()`

/**
 * What forced colours make invisible, each by its element and its words. Leaves them off.
 */
export const lostShapes = async (page: Page): Promise<readonly string[]> => {
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' })
  await page.evaluate(rememberShapes)
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' })
  const lost = await page.evaluate<readonly string[]>(lostOnes)
  await page.emulateMedia({ forcedColors: 'none' })
  return [...new Set(lost)]
}
