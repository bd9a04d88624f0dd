import { IconAlertTriangle, IconCheck, IconQuestionMark } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { CheckUpItem } from '../../../contract/settings.ts'
import { SaidText } from '../../ui/sender-text.tsx'
import classes from './connections.module.css'
import form from './form.module.css'

const marks: Readonly<Record<CheckUpItem['state'], ReactNode>> = {
  fine: <IconCheck size={16} stroke={2} aria-label="Fine" />,
  'not-fine': <IconAlertTriangle size={16} stroke={1.75} aria-label="Wrong" />,
  unknown: <IconQuestionMark size={16} stroke={1.75} aria-label="Not knowable beforehand" />,
}

interface Props {
  readonly testing: boolean
  /** Null if nothing was tested, or something else. */
  readonly items: readonly CheckUpItem[] | null
}

/**
 * The result of testing a connection: for each part whether it works, and what to do if not, or that this cannot be
 * known beforehand.
 */
export const TestResults = ({ testing, items }: Props) => {
  const place = useRef<HTMLDivElement>(null)
  // Beneath a long form it would appear unseen.
  useEffect(() => {
    if (items !== null && items.length > 0) place.current?.scrollIntoView({ block: 'start' })
  }, [items])
  return (
    <div role="status" ref={place}>
      {testing && <p className={form.quiet}>Asking the queue and the database…</p>}
      {!testing && items !== null && items.length > 0 && (
        <ul className={classes.results} aria-label="Result of the test">
          {items.map(({ code, what, state, found, advice }) => (
            <li key={`${code} ${found}`} className={classes.result} data-state={state}>
              {marks[state]}
              <span className={classes.what}>{what}</span>
              <div>
                <p>
                  <SaidText text={found} />
                </p>
                {advice !== null && (
                  <p className={form.quiet}>
                    <SaidText text={advice} />
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
