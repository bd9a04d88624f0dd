import { ipType } from './field-types/ip.ts'
import { textType } from './field-types/text.ts'
import { versionType } from './field-types/version.ts'

/** Every type that a field may have. A type is added by its file and a line here. */
export const fieldTypes = {
  text: textType,
  ip: ipType,
  version: versionType,
} as const

export type FieldTypeName = keyof typeof fieldTypes

/** What a rejection for the form of a value is named. */
export type FieldTypeCode = (typeof fieldTypes)[FieldTypeName]['code']

export const fieldTypeNames = Object.keys(fieldTypes) as [FieldTypeName, ...FieldTypeName[]]
