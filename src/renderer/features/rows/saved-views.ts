import { z } from 'zod'
import { addSaved, longestSavedName, readSaved } from '../../state/saved.ts'
import { densities, type Density } from './density.ts'

/** A choice of filters and order, and of how they are shown, that somebody gave a name. */
export interface SavedView {
  readonly name: string
  /** As `writeChoice` writes it. */
  readonly query: string
  /** How close the rows stand. Missing in views of before, as the layout is. */
  readonly density?: Density | undefined
  /** As `adaptLayout` reads it. */
  readonly layout?: unknown
}

/** Under what the views of an event are kept in the window. */
export const viewsKey = (event: string): string => `sluice-row-views-${event}`

const stored = z.array(
  z.object({
    name: z.string().min(1).max(longestSavedName),
    query: z.string().max(100_000),
    density: z.enum(densities).optional().catch(undefined),
    layout: z.unknown().optional(),
  }),
)

/** What was kept, or nothing where it is no list of views. */
export const readViews = (text: string | null): readonly SavedView[] =>
  readSaved(text, (list) => stored.parse(list))

/** The views with one more at the end; one of the same name gives way to it. */
export const addView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  addSaved(views, view)
