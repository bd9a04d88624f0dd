import { isBinary, type MessageAttribute } from '../../pipeline/message-attribute.ts'
import { readRecord } from './read-number.ts'

/** The attributes of a message, whatever the service sent; anything else is left out. */
export const readAttributes = (attributes: unknown): readonly MessageAttribute[] =>
  Object.entries(readRecord(attributes)).flatMap(([name, given]) => {
    const { DataType, StringValue, BinaryValue } = readRecord(given)
    const type = typeof DataType === 'string' ? DataType : 'String'
    const value = isBinary(type) ? toBase64(BinaryValue) : StringValue
    return typeof value === 'string' ? [{ name, type, value }] : []
  })

/** In the JSON protocol bytes are already base64; the other protocol's reader has decoded them. */
const toBase64 = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
