import type { Page } from '@playwright/test'

/* What runs inside the page is text here: tests are compiled without the types of the DOM. */

/** Every piece of text in the current view and around it, as far as it is not cut off. */
const shownPieces = `(() => {
  const clipOf = (element) => {
    let clip = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
    for (let each = element; each !== null; each = each.parentElement) {
      const { left, top, right, bottom, width, height } = each.getBoundingClientRect()
      // Hidden from the eye, and only read aloud.
      if (width <= 1 || height <= 1) return null
      if (getComputedStyle(each).overflow === 'visible') continue
      clip = {
        left: Math.max(clip.left, left), top: Math.max(clip.top, top),
        right: Math.min(clip.right, right), bottom: Math.min(clip.bottom, bottom),
      }
    }
    return clip
  }
  // What stays in place with a ground of its own lies over what scrolls beneath it.
  const layerOf = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const { position, backgroundColor } = getComputedStyle(each)
      if ((position === 'sticky' || position === 'fixed') && !/, 0\\)$/.test(backgroundColor)) return layers.indexOf(each) + 1 || layers.push(each)
    }
    return 0
  }
  const layers = []
  const pieces = []
  let text = 0
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, {
    // The link that skips the navigation is visible only with the focus.
    acceptNode: (node) => node.parentElement.closest('main, footer') === null ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  })
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const words = node.textContent.trim()
    const clip = words === '' ? null : clipOf(node.parentElement)
    if (clip === null) continue
    text += 1
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects())
      pieces.push({
        words, text, layer: layerOf(node.parentElement),
        left: Math.max(box.left, clip.left), right: Math.min(box.right, clip.right),
        top: Math.max(box.top, clip.top), bottom: Math.min(box.bottom, clip.bottom),
      })
  }
  return pieces
})()`

interface Piece {
  readonly words: string
  /** Several pieces may belong to one text, part of which may be cut off. */
  readonly text: number
  /** Which of the layers it lies in that cover each other. */
  readonly layer: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Lines of one text may touch, as their boxes are a little higher than their letters; in pixels. */
const mayTouch = { wide: 2, high: 4 }

/** Pieces of text in the current view that overlap, as pairs in words: there should be none, at any size. */
export const overlappingTexts = async (page: Page): Promise<readonly string[]> => {
  const pieces = await page.evaluate<readonly Piece[]>(shownPieces)
  return pieces.flatMap((a, index) =>
    pieces
      .slice(index + 1)
      .filter((b) => {
        if (a.text === b.text || a.layer !== b.layer) return false
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        return wide > mayTouch.wide && high > mayTouch.high
      })
      .map((b) => `${a.words} | ${b.words}`),
  )
}

/** How far the window and the boxes of the current view could be scrolled sideways, in pixels; except tables, which may. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate<number>(`Math.max(
    ...[document.documentElement, ...document.querySelectorAll('main, main *')]
      .filter((each) => each === document.documentElement || ['auto', 'scroll'].includes(getComputedStyle(each).overflowX))
      .filter((each) => each.matches(':root, main') || each.querySelector('table') === null)
      .map((each) => each.scrollWidth - each.clientWidth)
  )`)

/** Numbers of the current view that are wider than their place. */
export const overflowingFigures = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(`[...document.querySelectorAll('main dd')].filter((place) => {
    const range = document.createRange()
    range.selectNodeContents(place)
    return range.getBoundingClientRect().right > place.getBoundingClientRect().right + 1
  }).map((place) => place.textContent)`)
