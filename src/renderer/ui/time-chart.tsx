import { useEffect, useEffectEvent, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { bandKinds, bandsBetween, bandsPlugin, type ChartBand } from './chart-bands.ts'
import { createChartColors, watchTheme, type ChartColors } from './chart-colors.ts'
import { chartData, chartOptions, type ChartSeries } from './chart-options.ts'
import { ChartTable } from './chart-table.tsx'
import { tooltipPlugin, type TooltipText } from './chart-tooltip.ts'
import classes from './time-chart.module.css'

interface Props {
  /** What the chart shows, for screen readers. */
  readonly label: string
  /** The same in a sentence: how much, how high, when. */
  readonly summary: string
  /** Milliseconds, rising: since 1970, or since a start if `formatTime` expects that. */
  readonly times: readonly number[]
  readonly series: readonly ChartSeries[]
  /** A value for the axis, without its unit. */
  readonly formatAxis: (value: number) => string
  /** A time in the tooltip and the table. */
  readonly formatTime: (at: number) => string
  /** A time for the axis below; clock times without it. */
  readonly formatAxisTime?: (at: number) => string
  /** In CSS pixels, or the height of its place; the width is that of the place. */
  readonly height?: 160 | 'fill'
  /** Stretches of time behind the lines, the frontmost last. */
  readonly bands?: readonly ChartBand[]
  /** How long before its time a point begins, in milliseconds. */
  readonly step?: number
}

/**
 * Lines over time on a canvas: redrawn when the data, size or theme changes, with a tooltip at the pointer or, when
 * it has the focus, by the arrow keys. For those who cannot see it there is a summary and a table.
 */
export const TimeChart = (props: Props) => {
  const { label, summary, times, series, height = 160, bands = noBands, step = 0 } = props
  const { host, chart } = useChart(props)
  const onKeyDown = (event: KeyboardEvent) => {
    if (chart.current !== null && moveCursor(chart.current, event.key)) event.preventDefault()
  }
  return (
    <figure className={classes.figure} data-height={height}>
      <div
        ref={host}
        className={classes.place}
        data-height={height}
        role="img"
        aria-label={`${label}. ${summary}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => chart.current?.setCursor({ left: -10, top: -10 })}
      />
      <Legend series={series} bands={bands} />
      <ChartTable
        caption={label}
        times={times}
        series={series}
        bands={bands}
        step={step}
        formatTime={props.formatTime}
      />
    </figure>
  )
}

const noBands: readonly ChartBand[] = []

/** Draws the chart in its place: again when its shape, size or theme change, and its data whenever they do. */
const useChart = (props: Props) => {
  const { times, series, height = 160, bands = noBands } = props
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  // Any change except in the data needs a new chart.
  const shape = JSON.stringify(series.map(({ values: _, format: _format, ...look }) => look))

  // The last drawing's words are used, so that new words alone rebuild no chart.
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  const build = useEffectEvent((place: HTMLElement, colors: ChartColors) => {
    const tooltip = tooltipPlugin((index) => tell(latest.current, index, colors), {
      tooltip: classes.tooltip,
      key: classes.key,
    })
    const look = {
      colors,
      width: place.clientWidth,
      height: place.clientHeight,
      axisValue: (value: number) => latest.current.formatAxis(value),
      axisTime: props.formatAxisTime && ((at: number) => latest.current.formatAxisTime?.(at) ?? ''),
    }
    return new uPlot(
      chartOptions(series, look, [bandsPlugin(() => latest.current.bands ?? noBands, colors), tooltip]),
      chartData(times, series),
      place,
    )
  })

  useLayoutEffect(() => {
    const place = host.current
    if (place === null) return
    const colors = createChartColors(place)
    const built = build(place, colors)
    chart.current = built
    const resize = new ResizeObserver(() => {
      const [width, high] = [place.clientWidth, place.clientHeight]
      if (width > 0 && (width !== built.width || high !== built.height))
        built.setSize({ width, height: high })
    })
    resize.observe(place)
    const stopWatching = watchTheme(() => {
      colors.forget()
      built.redraw(false)
    })
    return () => {
      stopWatching()
      resize.disconnect()
      built.destroy()
      place.replaceChildren()
      chart.current = null
    }
  }, [shape, height])

  useEffect(() => {
    chart.current?.setData(chartData(times, series))
  }, [times, series, bands])
  return { host, chart }
}

/** The names of the lines and bands. Hidden from screen readers, which get the table. */
const Legend = ({
  series,
  bands,
}: {
  readonly series: readonly ChartSeries[]
  readonly bands: readonly ChartBand[]
}) => (
  <figcaption className={classes.legend} aria-hidden>
    {series.map((line) => (
      <span key={line.label} className={classes.entry}>
        <i className={classes.stroke} data-color={line.color} data-dashed={line.dashed || undefined} />
        {line.label}
      </span>
    ))}
    {bandKinds(bands).map(({ label: name, color, hatched }) => (
      <span key={name} className={classes.entry}>
        <i className={classes.patch} data-color={color} data-hatched={hatched || undefined} />
        {name}
      </span>
    ))}
  </figcaption>
)

/** The content of the tooltip. */
const tell = (props: Props, index: number, colors: ChartColors): TooltipText => {
  const at = props.times[index] ?? 0
  const meanwhile = bandsBetween(props.bands ?? noBands, at - (props.step ?? 0), at)
  return {
    title: [props.formatTime(at), ...meanwhile].join(' · '),
    lines: props.series.map(({ label, values, color, format }) => {
      const value = values[index] ?? null
      return { label, value: value === null ? 'not known' : format(value), color: colors.of(color) }
    }),
  }
}

/** Left and right move from point to point, Home and End to the ends; returns whether the key did anything. */
const moveCursor = (chart: uPlot, key: string): boolean => {
  const last = (chart.data[0]?.length ?? 0) - 1
  if (last < 0) return false
  const at = chart.cursor.idx ?? null
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: at === null ? last : Math.max(0, at - 1),
    ArrowRight: at === null ? 0 : Math.min(last, at + 1),
    Home: 0,
    End: last,
  }
  if (key === 'Escape' && at !== null) {
    chart.setCursor({ left: -10, top: -10 })
    return true
  }
  const index = places[key]
  const time = index === undefined ? undefined : chart.data[0]?.[index]
  if (time === undefined) return false
  chart.setCursor({ left: chart.valToPos(time, 'x'), top: 8 })
  return true
}
