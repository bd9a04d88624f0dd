import { formatCountOf, formatRate } from '../../../contract/amount.ts'
import type { ChartSeries } from '../../ui/chart-options.ts'
import type { ChartStep } from './chart-steps.ts'

const messages = (value: number): string => formatCountOf(value, 'message')

/** The chart's lines: waiting and loaded messages; the others if there were any. */
export const chartLines = (steps: readonly ChartStep[]): readonly ChartSeries[] => {
  const values = (name: Exclude<keyof ChartStep, 'at'>) => steps.map((step) => step[name])
  const depth = { format: messages, stepped: true }
  const rate = { format: formatRate, right: true }
  const all: readonly ChartSeries[] = [
    { ...depth, label: 'Waiting', color: '--slate', fill: '--line', values: values('visible') },
    { ...depth, label: 'In flight', color: '--slate', dashed: true, values: values('inFlight') },
    { ...depth, label: 'Dead letters', color: '--red', values: values('deadLetters') },
    { ...rate, label: 'Loaded', color: '--accent', values: values('loaded') },
    { ...rate, label: 'Duplicates', color: '--text-quiet', dashed: true, values: values('duplicates') },
    { ...rate, label: 'Rejected', color: '--amber', values: values('rejected') },
  ]
  const always: readonly string[] = ['Waiting', 'Loaded']
  return all.filter(
    ({ label, values: own }) => always.includes(label) || own.some((value) => value !== null && value > 0),
  )
}

/** The chart in a sentence. */
export const chartSummary = (steps: readonly ChartStep[]): string => {
  const most = (name: 'visible' | 'loaded'): number => Math.max(0, ...steps.map((step) => step[name] ?? 0))
  return isUnknown(steps)
    ? 'Nothing is known of this time.'
    : `At most ${messages(most('visible'))} waited, and at most ${formatRate(most('loaded'))} were loaded.`
}

/** Whether nothing is known of this time. */
export const isUnknown = (steps: readonly ChartStep[]): boolean =>
  steps.every(({ visible, loaded }) => visible === null && loaded === null)
