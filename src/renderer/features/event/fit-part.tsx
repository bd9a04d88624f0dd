import { IconAlertTriangle, IconCheck, IconQuestionMark } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Fit } from '../../../contract/event-editing.ts'
import type { CheckUpItem } from '../../../contract/settings.ts'
import { valueOf } from '../../state/answer.ts'
import type { Reading } from '../../state/use-answer.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SaidText, SenderText } from '../../ui/sender-text.tsx'
import classes from './event-editor.module.css'

const marks: Readonly<Record<CheckUpItem['state'], ReactNode>> = {
  fine: <IconCheck size={16} stroke={2} aria-label="Fine" />,
  'not-fine': <IconAlertTriangle size={16} stroke={1.75} aria-label="Wrong" />,
  unknown: <IconQuestionMark size={16} stroke={1.75} aria-label="Not knowable beforehand" />,
}

/** How the definition fits its table, and the statement that creates one. */
export const FitPart = ({ reading: { answer, isFormer } }: { readonly reading: Reading<Fit> }) => {
  const fit = valueOf(answer)
  const lack = answer.state === 'failed' || answer.state === 'stale' ? answer.lack : null
  return (
    <section className={classes.part} aria-label="Table">
      {lack?.why === 'error' && <FailureNotice failure={lack.failure} />}
      <ul className={classes.items} data-former={isFormer || undefined} aria-label="Fit with the table">
        {fit?.items.map(({ code, found, state, advice }) => (
          <li key={`${code} ${found}`} data-state={state}>
            {marks[state]}
            <div>
              <p>
                <SaidText text={found} />
              </p>
              {advice !== null && (
                <p className={classes.quiet}>
                  <SaidText text={advice} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {fit?.statement != null && (
        <details>
          <summary>The statement that makes the table</summary>
          <pre className={classes.statement} tabIndex={0}>
            {fit.statement.split('\n').map((line) => (
              <span key={line} className={classes.code}>
                <SenderText text={line} />
              </span>
            ))}
          </pre>
        </details>
      )}
    </section>
  )
}
