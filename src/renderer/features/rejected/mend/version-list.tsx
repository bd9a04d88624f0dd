import { describeReason } from '../../../../contract/reason.ts'
import { outcomeWords, type MessageVersion, type RepairHistory } from '../../../../contract/repair-history.ts'
import { valueOf } from '../../../state/answer.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { useVersions } from './use-mending.ts'
import classes from './version-list.module.css'
import { SenderText, Sentence } from '../../../ui/sender-text.tsx'
import { isolated } from '../../../../contract/visible.ts'

/**
 * Every version of a message, the newest first: who made it, when, by which rule, and what became of it. Nothing if
 * there is only the message as it came.
 */
export const VersionList = ({ id }: { readonly id: string }) => {
  const history = valueOf(useVersions(id).answer)
  return history === null || history.versions.length === 0 ? null : <Versions history={history} />
}

const Versions = ({ history }: { readonly history: RepairHistory }) => (
  <section>
    <h3 className={classes.title}>Versions</h3>
    <ol className={classes.list} aria-label="Versions">
      {history.versions.toReversed().map((version) => (
        <Line key={version.version} version={version} />
      ))}
      <li className={classes.version}>
        <span className={classes.number}>0</span>
        <span>
          As it came <RelativeTime at={Date.parse(history.rejectedAt)} />: rejected
        </span>
      </li>
    </ol>
  </section>
)

const Line = ({ version }: { readonly version: MessageVersion }) => {
  const { rule, madeBy, madeAt, outcome, outcomeAt, takenBy, reasons } = version
  return (
    <li className={classes.version}>
      <span className={classes.number}>{version.version}</span>
      <span>
        {rule === null ? (
          'By hand'
        ) : (
          <>
            By rule <SenderText text={rule} />
          </>
        )}
        {madeBy !== null && (
          <>
            , <SenderText text={madeBy} />
          </>
        )}{' '}
        <RelativeTime at={Date.parse(madeAt)} />
        {': '}
        <b className={classes.outcome} data-outcome={outcome ?? 'unsent'}>
          {outcomeWords[outcome ?? 'unsent']}
        </b>
        {takenBy !== null && (
          <>
            {' '}
            by <SenderText text={takenBy} />
          </>
        )}{' '}
        {outcomeAt !== null && <RelativeTime at={Date.parse(outcomeAt)} />}
        {reasons.length > 0 && (
          <span className={classes.reasons}>
            <Sentence text={reasons.map((reason) => describeReason(reason, isolated)).join('; ')} />
          </span>
        )}
      </span>
    </li>
  )
}
