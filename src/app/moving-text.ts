import { formatCount } from '../contract/amount.ts'
/** @param entries roughly how many are left in the former ledger */
export const movingText = (entries: number): string =>
  `The ledger is moving into a smaller form, with about ${formatCount(entries)} entries to go. It goes on whenever Sluice runs, and nothing waits for it.`
