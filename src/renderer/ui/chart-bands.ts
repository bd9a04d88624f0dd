import type uPlot from 'uplot'
import type { ChartColor, ChartColors } from './chart-colors.ts'

/** A stretch of time behind the lines of a chart, in milliseconds like its times. */
export interface ChartBand {
  readonly label: string
  readonly color: ChartColor
  /** Hatched, so that it can be recognised without its colour. */
  readonly hatched?: boolean
  readonly from: number
  readonly to: number
}

/** The kinds of band in a chart, each once, in the order in which they first appear. */
export const bandKinds = (bands: readonly ChartBand[]): readonly ChartBand[] =>
  bands.filter(({ label }, index) => bands.findIndex((other) => other.label === label) === index)

/** The bands between two times, each kind once. */
export const bandsBetween = (bands: readonly ChartBand[], from: number, to: number): readonly string[] =>
  bandKinds(bands.filter((band) => band.from <= to && band.to >= from)).map(({ label }) => label)

/** The least width, in CSS pixels: a run of a second is visible in a week, too. */
const leastWidth = 2

/** The distance between two hatching lines, in CSS pixels. */
const hatchStep = 6

/**
 * Draws bands beneath everything else.
 *
 * @param bandsNow called at each drawing
 */
export const bandsPlugin = (bandsNow: () => readonly ChartBand[], colors: ChartColors): uPlot.Plugin => ({
  hooks: {
    drawClear: (chart) => {
      const { left, top, width, height } = chart.bbox
      const { ctx } = chart
      const ratio = width / chart.over.clientWidth || 1
      ctx.save()
      ctx.beginPath()
      ctx.rect(left, top, width, height)
      ctx.clip()
      for (const band of bandsNow()) {
        const from = chart.valToPos(band.from, 'x', true)
        const wide = Math.max(leastWidth * ratio, chart.valToPos(band.to, 'x', true) - from)
        if (band.hatched === true) hatch(ctx, [from, top, wide, height], colors.of(band.color), ratio)
        else {
          ctx.fillStyle = colors.of(band.color)
          ctx.fillRect(from, top, wide, height)
          if (ctx.fillStyle === nothing) {
            ctx.strokeStyle = colors.of('--line-strong')
            ctx.setLineDash(band.color === '--red-soft' ? [4 * ratio, 3 * ratio] : [])
            ctx.strokeRect(from, top, wide, height)
            ctx.setLineDash([])
          }
        }
      }
      ctx.restore()
    },
  },
})

/** How a canvas writes `transparent`: then only the edge of a band is visible. */
const nothing = 'rgba(0, 0, 0, 0)'

type Box = readonly [left: number, top: number, width: number, height: number]

const hatch = (ctx: CanvasRenderingContext2D, box: Box, color: string, ratio: number): void => {
  const [left, top, width, height] = box
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, width, height)
  ctx.clip()
  ctx.beginPath()
  // From a fixed place while the band grows, or its lines would move.
  const step = hatchStep * ratio
  const first = Math.floor((left - height) / step) * step
  for (let x = first; x < left + width; x += step) {
    ctx.moveTo(x, top + height)
    ctx.lineTo(x + height, top)
  }
  ctx.strokeStyle = color
  ctx.lineWidth = ratio
  ctx.stroke()
  ctx.restore()
}
