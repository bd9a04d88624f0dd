import { z } from 'zod'

/** What PostgreSQL can hold in a text: anything but NUL. */
export const text = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .refine((value) => !value.includes('\0') && value.isWellFormed())

/** A positive 64-bit number as text: the name of a row or of a rejected message. */
export const id = z.string().refine((value) => /^\d{1,19}$/.test(value) && BigInt(value) < 2n ** 63n)
