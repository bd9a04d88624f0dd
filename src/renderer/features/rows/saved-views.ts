import { z } from 'zod'
import { addSaved, longestSavedName, readSaved } from '../../state/saved.ts'
import { densities, type Density } from './density.ts'

/** A named choice of filters and order, and of how they are shown. */
export interface SavedView {
  readonly name: string
  /** As written by `writeChoice`. */
  readonly query: string
  /** The spacing of the rows. Missing in older views, as is the layout. */
  readonly density?: Density | undefined
  /** As read by `adaptLayout`. */
  readonly layout?: unknown
}

/** The key under which the window stores an event's views. */
export const viewsKey = (event: string): string => `sluice-row-views-${event}`

const stored = z.array(
  z.object({
    name: z.string().min(1).max(longestSavedName),
    query: z.string().max(100_000),
    density: z.enum(densities).optional().catch(undefined),
    layout: z.unknown().optional(),
  }),
)

/** The stored views; empty if the text is not a list of views. */
export const readViews = (text: string | null): readonly SavedView[] =>
  readSaved(text, (list) => stored.parse(list))

/** The views with one more at the end, which replaces one of the same name. */
export const addView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  addSaved(views, view)
