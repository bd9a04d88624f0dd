import { Button, NativeSelect } from '@mantine/core'
import { IconHistory, IconHistoryOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunPage, RunStatus } from '../../../contract/runs.ts'
import { statusNames } from '../../format/run.ts'
import { valueOf } from '../../state/answer.ts'
import { useViewParam, viewHref } from '../../state/use-view.ts'
import field from '../../ui/field.module.css'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Known } from '../../ui/known.tsx'
import { Pager } from '../../ui/pager.tsx'
import { useCursorStack } from '../../ui/use-cursor-stack.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { TraceButton } from '../trace/trace-button.tsx'
import { RunPanel } from './run-panel.tsx'
import { RunTable } from './run-table.tsx'
import classes from './runs-view.module.css'
import { runPageSize, useRunPage } from './use-runs.ts'

const isStatus = (text: string): text is RunStatus => Object.hasOwn(statusNames, text)

/** The history of runs, and one run in detail beside it. The address names the open run. */
export const RunsView = () => {
  const [status, setStatus] = useState<RunStatus | null>(null)
  const pages = useCursorStack<string>(`runs ${status ?? ''}`)
  const { answer, isFormer, retry } = useRunPage(status, pages.cursor)
  const page = valueOf(answer)
  const next = isFormer ? null : (page?.next ?? null)
  const isEmpty = (shown: RunPage) => shown.total === 0 && status === null
  return (
    <ViewFrame
      title="Runs"
      aside={
        page !== null &&
        !isEmpty(page) && (
          <NativeSelect
            size="xs"
            className={classes.filter}
            classNames={field}
            aria-label="Outcome"
            data={[
              { value: '', label: 'Any outcome' },
              ...Object.entries(statusNames).map(([value, label]) => ({ value, label })),
            ]}
            value={status ?? ''}
            onChange={({ currentTarget: { value } }) => setStatus(isStatus(value) ? value : null)}
          />
        )
      }
      tools={
        <>
          <TraceButton />
          {page !== null && page.total > 0 && (
            <Pager
              from={pages.index * runPageSize}
              shown={page.runs.length}
              total={page.total}
              onPrevious={pages.index > 0 ? pages.back : null}
              onNext={next === null ? null : () => pages.forward(next)}
            />
          )}
        </>
      }
    >
      <Known answer={answer} onRetry={retry} empty={{ is: isEmpty, show: <NoRuns /> }}>
        {(shown) => <History page={shown} onAll={() => setStatus(null)} />}
      </Known>
    </ViewFrame>
  )
}

const History = ({ page, onAll }: { readonly page: RunPage; readonly onAll: () => void }) => {
  const open = useViewParam('runs', 'run')
  const show = (run: string | null) => {
    window.location.hash = viewHref('runs', run === null ? {} : { run })
  }
  const close = () => {
    show(null)
    document.getElementById(`run-${open}`)?.focus()
  }
  return (
    <div className={classes.place}>
      <div className={classes.body} data-open={open !== null || undefined}>
        {page.runs.length === 0 ? (
          <EmptyState
            Icon={IconHistoryOff}
            title="No run ended like this"
            action={
              <Button variant="default" onClick={onAll}>
                Show all runs
              </Button>
            }
          >
            The history has runs, but none with this outcome.
          </EmptyState>
        ) : (
          <RunTable runs={page.runs} open={open} onOpen={show} />
        )}
        {open !== null && <RunPanel key={open} runId={open} onClose={close} />}
      </div>
    </div>
  )
}

const NoRuns = () => (
  <EmptyState
    Icon={IconHistory}
    title="No runs yet"
    action={
      <Button component="a" href={viewHref('monitor')} variant="default">
        Open Monitor
      </Button>
    }
  >
    Each run is listed here with its counts, its throughput and how it ended.
  </EmptyState>
)
