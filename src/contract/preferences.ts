import { demandWhole, formatCount, formatSize, mebibyte } from './amount.ts'
import { z } from 'zod'

/** Each number that can be set: its minimum, its maximum and its default. */
export const preferenceBounds = {
  receivers: { least: 1, most: 200, usual: 40 },
  writers: { least: 1, most: 16, usual: 4 },
  batchRows: { least: 1, most: 5_000, usual: 500 },
  heldRows: { least: 10, most: 100_000, usual: 5_000 },
  heldBytes: { least: mebibyte, most: 1_024 * mebibyte, usual: 64 * mebibyte },
  // As long as a message can stay in a queue and then in its dead-letter queue.
  ledgerDays: { least: 28, most: 36_500, usual: 365 },
  rejectedDays: { least: 1, most: 36_500, usual: 365 },
  /** In percent. */
  maxRejectedShare: { least: 1, most: 100, usual: 50 },
  rejectedOver: { least: 1, most: 1_000_000_000, usual: 100 },
} as const

export type BoundedPreference = keyof typeof preferenceBounds

/** When to notify a person who is looking elsewhere. */
export interface NotificationPreferences {
  readonly drained: boolean
  readonly failed: boolean
  /** Once a run has rejected more than this; null for never. */
  readonly rejectedOver: number | null
}

/** Caps of a run; see `RunLimits`. */
export interface PipelinePreferences {
  readonly receivers: number
  readonly writers: number
  readonly batchRows: number
  readonly heldRows: number
  /** In bytes. */
  readonly heldBytes: number
  readonly ledgerDays: number
  /** The texts of messages that were rejected more days ago are erased; null for never. */
  readonly rejectedDays: number | null
  /** A run ends if more than this many percent of its messages are rejected; null for never. */
  readonly maxRejectedShare: number | null
  readonly allowUnknownFields: boolean
  /** Rejects values that are too long for their columns; otherwise no run starts while there are such columns. */
  readonly rejectMisfits: boolean
}

/** Of the desktop app. */
export interface UpdatePreferences {
  /** Whether it looks once a day if a newer version is out, and says so. */
  readonly tell: boolean
}

export interface Preferences {
  readonly pipeline: PipelinePreferences
  readonly notifications: NotificationPreferences
  readonly updates: UpdatePreferences
}

/** Only the shape; `preferenceMistakes` reports what is out of bounds. */
export const preferencesSchema = z.strictObject({
  pipeline: z.strictObject({
    receivers: z.number(),
    writers: z.number(),
    batchRows: z.number(),
    heldRows: z.number(),
    heldBytes: z.number(),
    ledgerDays: z.number(),
    rejectedDays: z.number().nullable(),
    maxRejectedShare: z.number().nullable(),
    allowUnknownFields: z.boolean(),
    rejectMisfits: z.boolean(),
  }),
  notifications: z.strictObject({
    drained: z.boolean(),
    failed: z.boolean(),
    rejectedOver: z.number().nullable(),
  }),
  updates: z.strictObject({ tell: z.boolean() }),
})

export const usualPreferences: Preferences = {
  pipeline: {
    receivers: preferenceBounds.receivers.usual,
    writers: preferenceBounds.writers.usual,
    batchRows: preferenceBounds.batchRows.usual,
    heldRows: preferenceBounds.heldRows.usual,
    heldBytes: preferenceBounds.heldBytes.usual,
    ledgerDays: preferenceBounds.ledgerDays.usual,
    rejectedDays: null,
    maxRejectedShare: preferenceBounds.maxRejectedShare.usual,
    allowUnknownFields: false,
    rejectMisfits: false,
  },
  notifications: { drained: true, failed: true, rejectedOver: preferenceBounds.rejectedOver.usual },
  updates: { tell: true },
}

/** What is wrong with each number, in a sentence; empty if nothing is. Both the page and the engine use this. */
export const preferenceMistakes = ({
  pipeline,
  notifications,
}: Preferences): Partial<Record<BoundedPreference, string>> => {
  const { allowUnknownFields: _unknown, rejectMisfits: _misfits, ...numbers } = pipeline
  const { heldRows, batchRows } = pipeline
  const mistakes: Partial<Record<BoundedPreference, string>> = {}
  for (const [name, value] of Object.entries({ ...numbers, rejectedOver: notifications.rejectedOver })) {
    const key = name as BoundedPreference
    const { least, most } = preferenceBounds[key]
    if (value !== null && !(Number.isSafeInteger(value) && value >= least && value <= most))
      mistakes[key] = demandWhole(amount(key, least), amount(key, most))
  }
  if (mistakes.heldRows === undefined && mistakes.batchRows === undefined && heldRows < batchRows)
    mistakes.heldRows = 'Give at least as many as in one transaction.'
  return mistakes
}

const amount = (key: BoundedPreference, value: number): string =>
  key === 'heldBytes' ? formatSize(value, 'limit') : formatCount(value)
