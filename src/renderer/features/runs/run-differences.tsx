import type { RunDetails } from '../../../contract/runs.ts'
import { describeSetting, nameOfSetting } from '../../../contract/setting-words.ts'
import { viewHref } from '../../state/use-view.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './run-panel.module.css'

/** What differed from the run before, and the conditions of this one. */
export const RunDifferences = ({ run }: { readonly run: RunDetails }) => (
  <section className={classes.section} aria-label="What was different">
    <h3>What was different</h3>
    {run.previous === null ? (
      <p className={classes.quiet}>This is the first run: there is none to compare it with.</p>
    ) : (
      <>
        <p className={classes.quiet}>
          {sentenceOf(run)}{' '}
          <a href={viewHref('runs', { run: run.previous.runId })}>
            run before, <RelativeTime at={Date.parse(run.previous.startedAt)} />
          </a>
        </p>
        {run.differences !== null && run.differences.length > 0 && (
          <dl className={classes.pairs}>
            {run.differences.map(({ what, before, now }) => (
              <div key={what}>
                <dt>{nameOfSetting(what)}</dt>
                <dd>
                  <del>{describeSetting(what, before)}</del>
                  <span aria-hidden> → </span>
                  <ins>{describeSetting(what, now)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </>
    )}
    {run.circumstances !== null && (
      <details className={classes.details}>
        <summary>Configuration</summary>
        <dl className={classes.pairs}>
          {Object.entries({ ...flat(run.circumstances) }).map(([what, value]) => (
            <div key={what}>
              <dt>{nameOfSetting(what)}</dt>
              <dd>{describeSetting(what, value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    )}
  </section>
)

const flat = ({ settings, ...rest }: NonNullable<RunDetails['circumstances']>) => ({ ...rest, ...settings })

const sentenceOf = ({ differences, circumstances }: RunDetails): string => {
  if (differences === null) {
    return circumstances === null
      ? 'How this run was set up was not noted. There is a'
      : 'How the one before was set up was not noted. There is a'
  }
  if (differences.length === 0) return 'Nothing: queue, database, key, settings and version were those of the'
  return 'Compared with the'
}
