import { section, spreadText, table, whole } from './report-parts.ts'
import type { Results } from './results.ts'
import { spread } from './statistics.ts'
import type { WindowStanding } from './window-run.ts'

const secondsByColumn = (seconds: Readonly<Record<string, number>>): string =>
  Object.entries(seconds)
    .map(([column, taken]) => `${taken.toFixed(0)} s for ${column}`)
    .join(', ')

export const pagesSection = ({
  rows,
  indexSeconds,
  mapSeconds,
  pages,
}: NonNullable<Results['pages']>): string =>
  section(
    'A page of rows',
    'pages',
    `Fifty rows of ${whole(rows)}, sorted by a column, as PostgreSQL itself times them (\`explain (analyze, buffers)\`). All but \`login_id\` have an index made on demand, ` +
      `in ${secondsByColumn(indexSeconds)}. Counting all rows and mapping them, once, so that any place is a page or two away, took ` +
      `${secondsByColumn(mapSeconds)}.`,
    table(
      ['sorted by', 'page', 'ms', 'blocks looked at', 'steps'],
      pages.map(({ column, page, ms, buffers, steps }) => [
        column,
        page,
        `${ms.median.toFixed(2)} (${ms.least.toFixed(2)}–${ms.most.toFixed(2)})`,
        whole(buffers),
        steps.join(', '),
      ]),
    ),
  )

export const hostSection = ({ rate, delayP99Ms, framesPerSecond }: NonNullable<Results['host']>): string =>
  section(
    "The main process while the engine's thread drains",
    'host',
    "What Electron's main process does during a run is to pass frames on. Its event loop must stay free for the windows.",
    table(
      ['messages/s', 'event loop late by, 99th percentile', 'frames/s'],
      [[whole(rate), `${delayP99Ms.toFixed(1)} ms`, framesPerSecond.toFixed(1)]],
    ),
  )

export const scrollSection = (found: NonNullable<Results['scroll']>): string =>
  section(
    'A very long list',
    'scroll',
    `The Rows view of the built app in a browser, ${found[0]?.host ?? ''}, scrolled for five seconds at 90 pixels a frame, then to the row in the middle by its scroll bar ` +
      'and to the very last one by a key. A time ends when the values of the row are on the screen, and holds what it takes to find that out.',
    table(
      [
        'rows',
        'counted and mapped in',
        'ms a frame, median',
        '99th percentile',
        'longest',
        'elements in the table',
        'the middle there in',
        'the last there in',
      ],
      found.map((each) => [
        whole(each.rows),
        `${(each.countMs / 1_000).toFixed(1)} s`,
        each.frameMsMedian.toFixed(1),
        each.frameMsP99.toFixed(1),
        each.longestMs.toFixed(1),
        String(each.elements),
        `${each.middleMs.toFixed(0)} ms`,
        `${each.lastMs.toFixed(0)} ms`,
      ]),
    ),
  )

export const windowSection = (found: NonNullable<Results['window']>): string =>
  section(
    'The window during a run',
    'window',
    `The built app in a browser, ${found.shown[0]?.host ?? ''}, with its own queue and PostgreSQL on disk, while its engine drains at full speed: in sight and hidden by turns. ` +
      'Window, engine, queue and PostgreSQL share the cores, and the browser draws without a graphics card. Of the figures after the first, each is the worst of all rounds.',
    table(
      [
        'window',
        'messages/s',
        'frames/s, median',
        'frames/s, 5th percentile',
        'tasks over 50 ms',
        'longest',
        'frames from the engine',
        'largest',
      ],
      [
        ['in sight', ...windowCells(found.shown)],
        ['hidden', ...windowCells(found.hidden).map((cell, column) => (drawn.includes(column) ? '–' : cell))],
      ],
    ),
  )

/** The cells that are about drawing. */
const drawn = [1, 2, 3, 4]

const windowCells = (rounds: readonly WindowStanding[]): readonly string[] => {
  const most = (value: (each: WindowStanding) => number) => Math.max(...rounds.map(value))
  const least = (value: (each: WindowStanding) => number) => Math.min(...rounds.map(value))
  return [
    spreadText(spread(rounds.map(({ rate }) => rate))),
    least(({ framesPerSecondMedian }) => framesPerSecondMedian).toFixed(0),
    least(({ framesPerSecondP5 }) => framesPerSecondP5).toFixed(0),
    String(most(({ longTasks }) => longTasks)),
    `${most(({ longestTaskMs }) => longestTaskMs).toFixed(0)} ms`,
    `${most(({ messagesPerSecond }) => messagesPerSecond).toFixed(1)} a second`,
    `${whole(most(({ largestBytes }) => largestBytes))} bytes`,
  ]
}
