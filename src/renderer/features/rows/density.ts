/** How close rows stand. */
export const densities = ['compact', 'normal', 'roomy'] as const

export type Density = (typeof densities)[number]

/** The height of a row, in pixels. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 24, normal: 30, roomy: 38 }

/** Of what stands above the rows and does not scroll: the columns' names and their filters, in pixels. */
export const headHeight = 68
