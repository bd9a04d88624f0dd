import { VisuallyHidden } from '@mantine/core'
import { bandsBetween, type ChartBand } from './chart-bands.ts'
import type { ChartSeries } from './chart-options.ts'
import { chartPeaks } from './chart-peaks.ts'

interface Props {
  readonly caption: string
  readonly times: readonly number[]
  readonly series: readonly ChartSeries[]
  readonly bands: readonly ChartBand[]
  /** How long before its time a point begins, in milliseconds. */
  readonly step: number
  readonly formatTime: (at: number) => string
}

/** Nobody listens to more lines than this: a longer course is read in stretches, each with its highest values. */
const mostRows = 20

/** The course of a chart as a table, for those who do not see the picture. */
export const ChartTable = ({ caption, times, series, bands, step, formatTime }: Props) => {
  const rows = chartPeaks(times, series, mostRows)
  const isWhole = rows.length === times.length
  return (
    <VisuallyHidden>
      <table>
        <caption>{isWhole ? caption : `${caption}: the highest of each of ${rows.length} stretches`}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            {bands.length > 0 && <th scope="col">Meanwhile</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ from, to, values }) => (
            <tr key={from}>
              <th scope="row">{from === to ? formatTime(to) : `${formatTime(from)} to ${formatTime(to)}`}</th>
              {series.map(({ label, format }, index) => {
                const value = values[index] ?? null
                return <td key={label}>{value === null ? 'not known' : format(value)}</td>
              })}
              {bands.length > 0 && <td>{bandsBetween(bands, from - step, to).join(', ')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  )
}
