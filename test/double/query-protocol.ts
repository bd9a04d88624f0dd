import type { Answer, Call, CallEntry } from './actions.ts'

/** The Query protocol of 2012: a form in, XML out. Lists are numbered from 1. */
export const readQueryCall = (body: string): Call => {
  const form = new URLSearchParams(body)
  const action = form.get('Action') ?? ''
  return {
    action,
    queueName: form.get('QueueName') ?? form.get('QueueUrl')?.split('/').at(-1) ?? '',
    numbers: Object.fromEntries(
      [...form].filter(([, value]) => /^\d+$/.test(value)).map(([name, value]) => [name, Number(value)]),
    ),
    texts: Object.fromEntries(form),
    entries: readEntries(form, `${action}RequestEntry`),
  }
}

const readEntries = (form: URLSearchParams, prefix: string): readonly CallEntry[] => {
  const entries: CallEntry[] = []
  for (let index = 1; form.has(`${prefix}.${index}.Id`); index += 1) {
    const get = (name: string) => form.get(`${prefix}.${index}.${name}`)
    entries.push({
      id: get('Id') ?? '',
      receipt: get('ReceiptHandle') ?? '',
      body: get('MessageBody') ?? '',
      originId: get('MessageAttribute.1.Value.StringValue'),
      groupId: get('MessageGroupId'),
      deduplicationId: get('MessageDeduplicationId'),
      visibilitySeconds: Number(get('VisibilityTimeout') ?? 0),
      delaySeconds: Number(get('DelaySeconds') ?? 0),
    })
  }
  return entries
}

/** As in JSON, written in Latin-1 to keep the bytes of bodies. */
export const writeQueryAnswer = (action: string, answer: Answer, endpoint: string): Buffer => {
  const inner = toXml(answer, action, endpoint)
  const document =
    answer.kind === 'error'
      ? `<ErrorResponse xmlns="${space}">${inner}<RequestId>0</RequestId></ErrorResponse>`
      : `<${action}Response xmlns="${space}"><${action}Result>${inner}</${action}Result>` +
        `<ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></${action}Response>`
  return Buffer.from(`<?xml version="1.0"?>${document}`, 'latin1')
}

const space = 'http://queue.amazonaws.com/doc/2012-11-05/'

const toXml = (answer: Answer, action: string, endpoint: string): string => {
  switch (answer.kind) {
    case 'nothing':
      return ''
    case 'url':
      return element('QueueUrl', `${endpoint}/000000000000/${answer.name}`)
    case 'attributes':
      return pairs('Attribute', answer.attributes)
    case 'messages':
      return answer.messages
        .map(
          (message) =>
            `<Message>${element('MessageId', message.id)}${element('ReceiptHandle', message.receipt)}` +
            element('MD5OfBody', message.md5) +
            element('Body', message.body.toString('latin1')) +
            pairs('Attribute', {
              SentTimestamp: String(message.sentAt),
              ApproximateReceiveCount: String(message.receiveCount),
              ...(message.groupId === null
                ? {}
                : { MessageGroupId: Buffer.from(message.groupId, 'utf8').toString('latin1') }),
            }) +
            originXml(message.originId) +
            '</Message>',
        )
        .join('')
    case 'entries':
      return (
        answer.done
          .map(({ id, messageId }) => {
            const more = messageId === null ? '' : element('MessageId', messageId)
            return `<${action}ResultEntry>${element('Id', id)}${more}</${action}ResultEntry>`
          })
          .join('') +
        answer.failed
          .map(
            ({ id, code, senderFault }) =>
              `<BatchResultErrorEntry>${element('Id', id)}${element('Code', code)}` +
              `${element('SenderFault', String(senderFault))}</BatchResultErrorEntry>`,
          )
          .join('')
      )
    case 'error':
      return `<Error><Type>Sender</Type>${element('Code', answer.code ?? '')}${element('Message', answer.message ?? 'Scripted.')}</Error>`
  }
}

const originXml = (originId: string | null): string =>
  originId === null
    ? ''
    : `<MessageAttribute><Name>sluice-origin-id</Name><Value>${element(
        'StringValue',
        Buffer.from(originId, 'utf8').toString('latin1'),
      )}<DataType>String</DataType></Value></MessageAttribute>`

const element = (name: string, value: string): string => `<${name}>${escape(value)}</${name}>`

const pairs = (name: string, values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([key, value]) => `<${name}>${element('Name', key)}${element('Value', String(value))}</${name}>`)
    .join('')

const escape = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;')
