import uPlot from 'uplot'
import { locale } from '../format/locale.ts'
import type { ChartColor, ChartColors } from './chart-colors.ts'

/** One line of a chart. */
export interface ChartSeries {
  readonly label: string
  readonly color: ChartColor
  /** One for each time; null if there is nothing to show. */
  readonly values: readonly (number | null)[]
  /** The colour beneath the line; no fill without it. */
  readonly fill?: ChartColor
  /** Dashed, so that it can be recognised without its colour. */
  readonly dashed?: boolean
  /** A value applies to all of its step, which ends at its time: drawn as stairs. */
  readonly stepped?: boolean
  /** Measured by the axis on the right, as its values are of another kind. */
  readonly right?: boolean
  /** A value with its unit, for the tooltip and the table. */
  readonly format: (value: number) => string
}

/** What a chart looks like, apart from its data: it is rebuilt when this changes. */
export type ChartShape = readonly Pick<
  ChartSeries,
  'label' | 'color' | 'fill' | 'dashed' | 'stepped' | 'right'
>[]

interface Look {
  readonly colors: ChartColors
  readonly width: number
  readonly height: number
  /** A value for the axis. */
  readonly axisValue: (value: number) => string
  /** A time for the axis below; clock times and days without it. */
  readonly axisTime?: ((at: number) => string) | undefined
}

const font = '11px system-ui, sans-serif'

/** The common options of value axes. */
const valueAxis = {
  size: 56,
  gap: 6,
  space: 36,
  incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7, 1e8],
}

const fromNought = (_: uPlot, _least: number, most: number): [number, number] => [
  0,
  most > 0 ? most * 1.08 : 1,
]

/** From the previous time up to its own. */
const stairs = uPlot.paths.stepped?.({ align: -1 })

const seconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
const hours = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const days = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' })

/** On one line, unlike uPlot's own: the day if the ticks are days, else the time, as precise as needed. */
const clockTime = (at: number, step: number): string =>
  (step < 60_000 ? seconds : step < 86_400_000 ? hours : days).format(at)

/** The indexes of values with nothing on either side. */
const lonely = (chart: uPlot, series: number): number[] => {
  const values = chart.data[series] ?? []
  return [...values.keys()].filter(
    (index) => values[index] != null && values[index - 1] == null && values[index + 1] == null,
  )
}

/** uPlot's options. Colours are functions, called at each drawing, so a redraw is enough for a new theme. */
export const chartOptions = (shape: ChartShape, look: Look, plugins: uPlot.Plugin[]): uPlot.Options => {
  const { colors } = look
  const hasRight = shape.some(({ right }) => right)
  return {
    width: look.width,
    height: look.height,
    ms: 1,
    plugins,
    // Beneath: the nought of an axis of values has room where there are no times.
    padding: [8, hasRight ? 0 : 20, 8, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      points: { size: 6, width: 1 },
    },
    scales: {
      x: { time: look.axisTime === undefined },
      // Always from zero: a chart that starts elsewhere exaggerates.
      y: { range: fromNought },
      ...(hasRight && { right: { range: fromNought } }),
    },
    axes: axesOf(look, hasRight),
    series: [{}, ...shape.map((line) => seriesOf(line, colors))],
  }
}

/** The axis of times, the axis of values, and one at the right if some series need it. */
const axesOf = ({ colors, axisTime, axisValue }: Look, hasRight: boolean): uPlot.Axis[] => {
  const axis = {
    font,
    stroke: () => colors.of('--text-quiet'),
    ticks: { show: false },
    border: { show: false },
  }
  return [
    {
      ...axis,
      // Below the nought beside the axis, or a time at the edge would lie over it.
      size: 24,
      gap: 10,
      space: 96,
      grid: { show: false },
      values: (_, ticks, _axis, _space, step) =>
        ticks.map((tick) => axisTime?.(tick) ?? clockTime(tick, step)),
    },
    {
      ...axis,
      ...valueAxis,
      grid: { width: 1, stroke: () => colors.of('--line') },
      values: (_, ticks) => ticks.map(axisValue),
    },
    ...(hasRight
      ? [
          {
            ...axis,
            ...valueAxis,
            side: 1 as const,
            scale: 'right',
            grid: { show: false },
            values: (_: uPlot, ticks: number[]) => ticks.map(axisValue),
          },
        ]
      : []),
  ]
}

const seriesOf = (
  { label, color, fill, dashed, stepped, right }: ChartShape[number],
  colors: ChartColors,
): uPlot.Series => ({
  label,
  width: 1.5,
  stroke: () => colors.of(color),
  ...(fill !== undefined && { fill: () => colors.of(fill) }),
  ...(dashed === true && { dash: [4, 3] }),
  ...(stepped === true && stairs !== undefined && { paths: stairs }),
  ...(right === true && { scale: 'right' }),
  // A value without neighbours would be a line without length.
  points: { show: true, size: 4, filter: lonely },
})

/** Data as uPlot takes it: times first, then the values of each series. */
export const chartData = (times: readonly number[], series: readonly ChartSeries[]): uPlot.AlignedData => [
  [...times],
  ...series.map(({ values }) => [...values]),
]
