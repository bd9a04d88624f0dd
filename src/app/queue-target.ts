import { failure, FailureError } from '../contract/failure.ts'
import { defaultQueueName, type RemoteQueue } from './queue-settings.ts'
import type { OpenQueueTarget } from './targets.ts'

/** A queue that someone named. Throws `FailureError` where its region is not known. */
export const remoteQueue = (settings: RemoteQueue): OpenQueueTarget => {
  const { queue, endpoint } = settings
  const region = settings.region ?? (endpoint === null ? null : 'us-east-1')
  if (region === null) {
    throw new FailureError(
      failure('settings-invalid', {
        problems: 'No AWS region is set; give --region or AWS_REGION, or a queue URL.',
      }),
    )
  }
  const credentials = settings.hasCredentials ? null : { accessKeyId: 'test', secretAccessKey: 'test' }
  return {
    address: {
      endpoint,
      region,
      credentials,
      profile: settings.awsProfile ?? null,
      network: settings.network ?? null,
    },
    queue,
    names: { queue: queue.name, endpoint: endpoint ?? `AWS ${region}` },
    protocol: settings.protocol,
    embedded: false,
  }
}

/** The access key that serves as a password, made from a secret. */
export const accessKeyOf = (secret: string): string => secret.replace(/[^A-Za-z0-9]/g, '')

/** The built-in queue, by where it listens. */
export const localQueue = (endpoint: string, accessKeyId: string): OpenQueueTarget => ({
  address: { endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: accessKeyId } },
  queue: { name: defaultQueueName, url: null, endpoint: null, region: null },
  names: { queue: defaultQueueName, endpoint },
  protocol: 'json',
  embedded: true,
})
