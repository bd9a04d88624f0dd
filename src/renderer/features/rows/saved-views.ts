import { z } from 'zod'
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

/** How long a name may be, in UTF-16 units, and how many views may be kept. */
export const longestViewName = 60
const mostViews = 100

const stored = z.array(
  z.object({
    name: z.string().min(1).max(longestViewName),
    query: z.string().max(100_000),
    density: z.enum(densities).optional().catch(undefined),
    layout: z.unknown().optional(),
  }),
)

/** What was kept, or nothing where it is no list of views. */
export const readViews = (text: string | null): readonly SavedView[] => {
  try {
    return stored.parse(JSON.parse(text ?? '[]')).slice(0, mostViews)
  } catch {
    return []
  }
}

/** The views with one more at the end; one of the same name gives way to it. */
export const addView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  [...views.filter(({ name }) => name !== view.name), view].slice(-mostViews)
