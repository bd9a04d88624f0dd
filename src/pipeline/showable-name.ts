import { holdsNumber } from '../contract/field-types/personal.ts'

/**
 * Whether a name that the sender chose may be shown and logged. It could hold anything, an address or a device id too;
 * letters alone, few of them, are taken for a name, unless they are those of a hardware address.
 */
export const isShowableName = (name: string): boolean =>
  /^[A-Za-z_][A-Za-z_-]{0,31}$/.test(name) && !holdsNumber(name)
