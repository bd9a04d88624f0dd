import { z } from 'zod'
import { reasonCodes } from './reason.ts'

/** How many steps a rule may have. */
export const mostSteps = 20

/** The types that a value can be converted to. */
export const convertTargets = ['integer', 'number', 'boolean', 'timestamp', 'text'] as const

/** The unit of a time given as a number since 1970. */
export const epochUnits = ['s', 'ms', 'us', 'ns'] as const

/** How a pattern matches a text. In a glob `*` is any characters and `?` is one; it must match the whole text. */
const replaceHows = ['text', 'prefix', 'suffix', 'glob'] as const

/** `/outer/name`, as in a definition; only what is in the body can be mended. */
const place = z.string().max(1_024)

const name = z.string().min(1).max(256)

const constant = z.union([z.string().max(4_096), z.number(), z.boolean(), z.null()])

/** Each kind of step. A step leaves alone what is not as it expects, so most steps can be done twice. */
export const stepFiles = {
  /** Renames the value in its object, if the new name is free. */
  rename: z.strictObject({ do: z.literal('rename'), at: place, to: name }),
  /** Writes a value, whether there was one or not. */
  set: z.strictObject({ do: z.literal('set'), at: place, value: constant }),
  drop: z.strictObject({ do: z.literal('drop'), at: place }),
  /** Turns a text into what it spells, and a number or boolean into text. */
  convert: z.strictObject({
    ...{ do: z.literal('convert'), at: place },
    to: z.enum(convertTargets),
    from: z.enum(epochUnits).optional(),
  }),
  /** Removes white space at both ends of a text. */
  trim: z.strictObject({ do: z.literal('trim'), at: place }),
  /** Writes a value where there is none, or null. */
  default: z.strictObject({ do: z.literal('default'), at: place, value: constant }),
  replace: z.strictObject({
    ...{ do: z.literal('replace'), at: place },
    ...{ how: z.enum(replaceHows), what: z.string().min(1).max(1_024), with: z.string().max(1_024) },
  }),
  /** Replaces a text by the object or list that it spells; `""` for the whole message. */
  unwrap: z.strictObject({ do: z.literal('unwrap'), at: place }),
} as const

export type StepKind = keyof typeof stepFiles

export const stepKinds = Object.keys(stepFiles) as [StepKind, ...StepKind[]]

const whereFile = z.strictObject({
  code: z.enum(reasonCodes).optional(),
  pointer: z.string().max(1_024).optional(),
  /** The name of a group, one `code pointer` a line. */
  cause: z.string().min(1).max(600).optional(),
})

/** A rule as written to a file, `NAME.repair.json`. `repairMistakes` judges what it means for a definition. */
export const repairFile = z.strictObject({
  $schema: z.string().max(1_024).optional(),
  name: z.string().regex(/^[A-Za-z][\w-]{0,62}$/),
  /** The hash of the definition it was made for. */
  definition: z.string().regex(/^[0-9a-f]{16}$/),
  where: whereFile.optional(),
  steps: z
    .array(
      z.discriminatedUnion('do', [
        ...[stepFiles.rename, stepFiles.set, stepFiles.drop, stepFiles.convert],
        ...[stepFiles.trim, stepFiles.default, stepFiles.replace, stepFiles.unwrap],
      ] as const),
    )
    .min(1)
    .max(mostSteps),
})

export type RepairFile = z.output<typeof repairFile>

export type RepairStep = Readonly<RepairFile['steps'][number]>

/** Which messages a rule is for; null for any. All conditions must hold, code and pointer for the same reason. */
export interface RepairWhere {
  readonly code: string | null
  readonly pointer: string | null
  readonly cause: string | null
}

/** How messages that were rejected for one cause are mended: a value, made for one definition, that never changes. */
export interface RepairRule {
  readonly name: string
  /** See `definitionHash`. */
  readonly definition: string
  readonly where: RepairWhere
  readonly steps: readonly RepairStep[]
}

export const ruleOf = ({ name, definition, where, steps }: RepairFile): RepairRule => ({
  ...{ name, definition },
  where: { code: where?.code ?? null, pointer: where?.pointer ?? null, cause: where?.cause ?? null },
  steps,
})

/** The file of a rule. */
export const fileOfRule = ({ name, definition, where, steps }: RepairRule): RepairFile => {
  const said = Object.entries(where).filter(([, value]) => value !== null)
  return {
    ...{ name, definition },
    ...(said.length === 0 ? {} : { where: Object.fromEntries(said) }),
    steps: [...steps],
  }
}
