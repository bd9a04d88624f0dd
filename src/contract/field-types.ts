import { booleanType } from './field-types/boolean.ts'
import { dateType } from './field-types/date.ts'
import { decimalType } from './field-types/decimal.ts'
import { emailType } from './field-types/email.ts'
import { integerType } from './field-types/integer.ts'
import { ipType } from './field-types/ip.ts'
import { jsonType } from './field-types/json.ts'
import { macType } from './field-types/mac.ts'
import { phoneType } from './field-types/phone.ts'
import { textType } from './field-types/text.ts'
import { timestampType } from './field-types/timestamp.ts'
import { uuidType } from './field-types/uuid.ts'
import { versionType } from './field-types/version.ts'

/** Every type that a field may have. A type is added by its file and a line here. */
export const fieldTypes = {
  text: textType,
  ip: ipType,
  version: versionType,
  integer: integerType,
  decimal: decimalType,
  boolean: booleanType,
  date: dateType,
  timestamp: timestampType,
  uuid: uuidType,
  email: emailType,
  mac: macType,
  phone: phoneType,
  json: jsonType,
} as const

export type FieldTypeName = keyof typeof fieldTypes

/** The reason code for a value of the wrong form. */
export type FieldTypeCode = (typeof fieldTypes)[FieldTypeName]['code']

export const fieldTypeNames = Object.keys(fieldTypes) as [FieldTypeName, ...FieldTypeName[]]
