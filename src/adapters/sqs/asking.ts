import { PortError } from '../../pipeline/ports.ts'
import { toPortError, type QueueNames } from './errors.ts'

/**
 * Asks for one action, and names it if it is denied: a service need not say which it was. Throws `PortError`.
 *
 * @param action in AWS's spelling, such as `sqs:SendMessage`
 */
export const asking = async <T>(action: string, names: QueueNames, ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask()
  } catch (error) {
    throw toPortError(error, names, action)
  }
}

/** The action that was denied; null if it failed for another cause. */
export const deniedBy = (error: unknown): string | null =>
  error instanceof PortError && error.failure.code === 'queue-action-denied'
    ? (error.failure.details.action ?? null)
    : null

/** Whether the service does not know the request, as with some emulators. */
export const isUnknownTo = (error: unknown): boolean =>
  error instanceof PortError &&
  (error.failure.code === 'queue-protocol' ||
    /^(?:InvalidAction|UnknownOperation|NotImplemented)/.test(error.failure.details.code ?? ''))
