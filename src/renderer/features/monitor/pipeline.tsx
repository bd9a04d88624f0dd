import { VisuallyHidden } from '@mantine/core'
import { IconEyeOff, IconFilterCheck, IconInbox, IconTable, type Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { bottleneckNow } from '../../../contract/bottleneck.ts'
import type { Counts } from '../../../contract/events.ts'
import { isolated, visible, type Shown } from '../../../contract/visible.ts'
import { formatRate, formatShortRate } from '../../../contract/amount.ts'
import { onAverage } from '../../format/run.ts'
import type { MonitorState } from '../../state/monitor-store.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { useNow } from '../../state/use-now.ts'
import { viewHref } from '../../state/use-view.ts'
import { Figure } from '../../ui/figure.tsx'
import { Sentence } from '../../ui/sender-text.tsx'
import { flowAlong, flowOf, type EdgeFlow, type Flow } from './pipeline-flow.ts'
import classes from './pipeline.module.css'
import edges from './pipeline-edge.module.css'
import { QueueFigures } from './queue-figures.tsx'
import { RejectedBranch } from './rejected-branch.tsx'
import { useLastRun } from './use-last-run.ts'

const eventOf = ({ snapshot: { connection } }: MonitorState) =>
  connection.state === 'connected' ? connection.source.event : null

/** From the queue to the table: how much came through each part, how fast, and what was diverted. */
export const Pipeline = () => {
  const event = useSettled(eventOf)
  const depth = useSettled((state) => state.snapshot.depth)
  const { run } = useLastRun()
  const flow = flowOf(run, useNow())
  const slowest = run === null ? null : bottleneckNow(run, depth)
  const inRuns = run === null ? undefined : viewHref('runs', { run: run.runId })
  const edge = { counts: run?.counts ?? null, flow, href: inRuns }
  const masked = event?.fields.filter(({ mask }) => mask !== null).map(({ name }) => name)
  return (
    <section className={classes.place} aria-labelledby="pipeline-heading">
      <VisuallyHidden component="h2" id="pipeline-heading">
        Pipeline
      </VisuallyHidden>
      <div className={classes.pipeline}>
        <Station place="queue" Icon={IconInbox} name="Queue" slow={slowest === 'queue'}>
          <QueueFigures />
        </Station>
        <Edge {...edge} place="received" label="Received" pick={({ received }) => received} />
        <Station place="valid" Icon={IconFilterCheck} name="Valid?" slow={slowest === 'processor'} />
        <Edge
          {...edge}
          place="well-formed"
          label="Well formed"
          pick={({ loaded, duplicates }) => loaded + duplicates}
        />
        <Station place="mask" Icon={IconEyeOff} name="Mask" slow={slowest === 'processor'}>
          {masked !== undefined && <Note names={masked} />}
        </Station>
        <Edge
          {...edge}
          place="loaded"
          label="Loaded"
          pick={({ loaded }) => loaded}
          hue="loaded"
          href={run === null ? undefined : viewHref('rows', { run: run.runId })}
        />
        <Station place="table" Icon={IconTable} name="Table" slow={slowest === 'database'}>
          {event !== null && <Note names={[event.table.name]} />}
        </Station>
        <Drop hue="released" />
        <Drop hue="rejected" />
        <Drop hue="duplicates" />
        <Branch {...edge} place="released" label="Released" pick={({ released }) => released} />
        <RejectedBranch run={run} rate={<Rate flow={flowAlong(flow, ({ rejected }) => rejected)} />} />
        <Branch {...edge} place="duplicates" label="Duplicates" pick={({ duplicates }) => duplicates} />
      </div>
    </section>
  )
}

interface StationProps {
  readonly place: 'queue' | 'valid' | 'mask' | 'table'
  readonly Icon: Icon
  readonly name: string
  /** Whether the others wait for it. */
  readonly slow: boolean
  readonly children?: ReactNode
}

/** A part of the pipeline. */
const Station = ({ place, Icon, name, slow, children }: StationProps) => (
  <div className={classes.station} data-place={place} data-slow={slow || undefined}>
    <p className={classes.name}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {name}
      {slow && <VisuallyHidden component="span">(bottleneck)</VisuallyHidden>}
    </p>
    {children}
  </div>
)

/** What a part works on, cut if there is no room. */
const Note = ({ names }: { readonly names: readonly string[] }) => {
  const words = (shown: Shown): string => names.map(shown).join(', ') || 'nothing'
  return (
    <p className={classes.note} title={words(visible)}>
      <bdi>
        <Sentence text={words(isolated)} />
      </bdi>
    </p>
  )
}

interface EdgeProps {
  readonly place: 'received' | 'well-formed' | 'loaded' | 'duplicates' | 'released'
  readonly label: string
  /** Null if no run is known. */
  readonly counts: Counts | null
  readonly pick: (counts: Counts) => number
  readonly flow: Flow
  readonly hue?: 'loaded'
  readonly href: string | undefined
}

/** The way from one part to the next: how many messages took it, and how fast. */
const Edge = ({ place, label, counts, pick, flow, hue, href }: EdgeProps) => {
  const along = flowAlong(flow, pick)
  const isMoving = along !== null && !along.isAverage && along.perSecond > 0
  return (
    <dl className={`${edges.amount} ${edges.edge}`} data-place={place} data-moving={isMoving || undefined}>
      <Figure
        label={label}
        testId={`count-${place}`}
        value={counts === null ? undefined : pick(counts)}
        {...(hue !== undefined && { hue })}
        href={href}
      />
      <div className={edges.rate}>
        <VisuallyHidden component="dt">{label} a second</VisuallyHidden>
        <dd>
          <Rate flow={along} />
        </dd>
      </div>
    </dl>
  )
}

const Rate = ({ flow }: { readonly flow: EdgeFlow | null }) =>
  flow !== null && (
    <span title={flow.isAverage ? `${formatRate(flow.perSecond)} ${onAverage}` : formatRate(flow.perSecond)}>
      {flow.isAverage && 'avg '}
      {formatShortRate(flow.perSecond)}
    </span>
  )

/** The way down, or back up, for what did not become a row in the table. */
const Drop = ({ hue }: { readonly hue: 'released' | 'rejected' | 'duplicates' }) => (
  <div className={edges.drop} data-hue={hue} aria-hidden />
)

type BranchProps = Omit<EdgeProps, 'place' | 'hue'> & { readonly place: 'released' | 'duplicates' }

/** What left the way to the table. */
const Branch = ({ place, label, counts, pick, href }: BranchProps) => (
  <dl className={`${edges.amount} ${edges.branch}`} data-place={place}>
    <Figure
      label={label}
      testId={`count-${place}`}
      value={counts === null ? undefined : pick(counts)}
      hue={place}
      href={href}
      title={titles[place]}
    />
  </dl>
)

const titles = {
  released: 'Given back to the queue without being settled',
  duplicates: 'Their event is in the table already',
} as const
