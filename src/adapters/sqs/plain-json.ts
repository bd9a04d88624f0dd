import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols'

/**
 * The SDK's JSON protocol with plain JSON in place of its walk through the service's model at every value. In the shapes of
 * SQS that are used here a value looks on the wire as it looks in memory: texts, numbers, lists and maps of them. (Binary
 * message attributes are read as the base64 that they are on the wire, and none are sent.) Errors go the SDK's own way.
 */
export class PlainJsonProtocol extends AwsJson1_0Protocol {
  constructor(settings: Settings) {
    super({ ...settings, jsonCodec: plainCodec as unknown as NonNullable<Settings['jsonCodec']> })
  }
}

type Settings = ConstructorParameters<typeof AwsJson1_0Protocol>[0]

const decoder = new TextDecoder()

const plainCodec = {
  setSerdeContext: () => undefined,
  createSerializer: () => {
    let text = ''
    return {
      setSerdeContext: () => undefined,
      write: (_schema: unknown, value: unknown) => {
        text = JSON.stringify(value)
      },
      flush: () => text,
    }
  },
  createDeserializer: () => ({
    setSerdeContext: () => undefined,
    read: (_schema: unknown, data: string | Uint8Array): unknown =>
      JSON.parse(typeof data === 'string' ? data : decoder.decode(data)),
    readObject: (_schema: unknown, value: unknown): unknown => value,
  }),
}
