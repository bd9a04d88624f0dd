/** The spacing of rows. */
export const densities = ['compact', 'normal', 'roomy'] as const

export type Density = (typeof densities)[number]

/** The height of a row, in pixels. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 24, normal: 30, roomy: 38 }

/** The height of what is above the rows and does not scroll: column names and filters, in pixels. */
export const headHeight = 68
