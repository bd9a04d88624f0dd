import { useState } from 'react'

/** How far back the charts of the Monitor look. */
export const historyRanges = [
  { value: 'live', label: '2 min', minutes: null, steps: 0, refreshMs: null },
  { value: 'quarter', label: '15 min', minutes: 15, steps: 90, refreshMs: 5_000 },
  { value: 'hour', label: '1 h', minutes: 60, steps: 180, refreshMs: 10_000 },
  { value: 'day', label: '24 h', minutes: 1_440, steps: 240, refreshMs: 60_000 },
  { value: 'week', label: '7 days', minutes: 10_080, steps: 240, refreshMs: 60_000 },
] as const

export type HistoryRange = (typeof historyRanges)[number]

const key = 'sluice-history-range'

const remembered = (): HistoryRange =>
  historyRanges.find(({ value }) => value === localStorage.getItem(key)) ?? historyRanges[0]

/** The range that was last chosen in this window. */
export const useHistoryRange = (): readonly [HistoryRange, (value: string) => void] => {
  const [range, setRange] = useState(remembered)
  const choose = (value: string) => {
    localStorage.setItem(key, value)
    setRange(remembered())
  }
  return [range, choose]
}
