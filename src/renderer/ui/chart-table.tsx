import { VisuallyHidden } from '@mantine/core'
import type { ChartSeries } from './chart-options.ts'
import { spread } from './spread.ts'

interface Props {
  readonly caption: string
  readonly times: readonly number[]
  readonly series: readonly ChartSeries[]
  readonly format: (value: number) => string
  readonly formatTime: (at: number) => string
}

/** More lines than this nobody listens to; of a longer course, evenly spaced ones are read. */
const mostRows = 20

/** The course of a chart as a table, for those who do not see the picture. */
export const ChartTable = ({ caption, times, series, format, formatTime }: Props) => {
  const indexes = spread(times.length, mostRows)
  return (
    <VisuallyHidden>
      <table>
        <caption>
          {indexes.length < times.length
            ? `${caption}: ${indexes.length} of ${times.length} points`
            : caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {indexes.map((index) => (
            <tr key={index}>
              <th scope="row">{formatTime(times[index] ?? 0)}</th>
              {series.map(({ label, values }) => {
                const value = values[index] ?? null
                return <td key={label}>{value === null ? 'none' : format(value)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  )
}
