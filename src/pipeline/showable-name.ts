import { holdsNumber } from '../contract/field-types/personal.ts'

/**
 * Whether a sender's name may be shown and logged. It could be anything, such as an address or a device id; only a
 * few plain letters count as a name, unless they form a hardware address.
 */
export const isShowableName = (name: string): boolean =>
  /^[A-Za-z_][A-Za-z_-]{0,31}$/.test(name) && !holdsNumber(name)
