import { gzipSync } from 'node:zlib'

/** A body in the envelopes that services put around it; ids and names are made up. */
export const inSns = (body: string, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: '165545c9-2a5c-472c-8df2-7ff2be2b3b1b',
    TopicArn: 'arn:aws:sns:eu-central-1:123456789012:logins',
    Subject: 'a login',
    Message: body,
    Timestamp: '2026-11-26T09:00:00.000Z',
    SignatureVersion: '1',
    Signature:
      'EXAMPLEpH+DcEwjAPg8O9mY8dReBSwksfg2S7WKQcikcNKWLQjwu6A4VbeS0QHVCkhRS7fUQvi2egU3N858fiTDN6bkkOxYDVrY0Ad8L10Hs3zH81mtnPk5uvvolIC1CXGu43obcgFxeL3khZl8IKvO61GWB6jI9b5+gLPoBc1Q=',
    SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem',
    UnsubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe',
    MessageAttributes: { tenant: { Type: 'String', Value: 'north' } },
    ...more,
  })

export const inEventBridge = (body: string, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'User Logged In',
    source: 'app.accounts',
    account: '123456789012',
    time: '2026-11-26T09:00:00Z',
    region: 'eu-central-1',
    resources: [],
    detail: JSON.parse(body) as unknown,
    ...more,
  })

export const inCloudEvent = (body: string, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    specversion: '1.0',
    id: 'A234-1234-1234',
    source: 'https://accounts.example/logins',
    type: 'example.login.v1',
    time: '2026-11-26T09:00:00Z',
    datacontenttype: 'application/json',
    tenant: 'north',
    data: JSON.parse(body) as unknown,
    ...more,
  })

export const inText = (body: string): string => JSON.stringify(body)

export const inBase64 = (body: string): string => Buffer.from(body, 'utf8').toString('base64')

export const inGzip = (body: string): string => gzipSync(body).toString('base64')
