import { z } from 'zod'

/** What PostgreSQL can store in a text: anything but NUL. */
export const text = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .refine((value) => !value.includes('\0') && value.isWellFormed())

/**
 * A 64-bit number as text: the name of a row or of a rejected message. Sluice assigns none below 1, but the owner of
 * a table may have done so.
 */
export const id = z
  .string()
  .refine((value) => /^-?\d{1,19}$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value))
