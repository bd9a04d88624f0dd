import { describeReason, fieldOfReason } from '../../../contract/reason.ts'
import { formatCount } from '../../../contract/amount.ts'
import type { ReasonGroup } from './reason-groups.ts'
import classes from './reason-words.module.css'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

/** A reason in words. Its field stands out, as it is what differs between reasons; equal ones are counted. */
export const ReasonWords = ({ group: { words, reason, indexes } }: { readonly group: ReasonGroup }) => {
  const field = fieldOfReason(reason)
  const marked = describeReason(reason, isolated)
  const isFirst = field !== null && words.startsWith(`${field} `)
  return (
    <>
      {/* A name may be written from right to left; the words around it are not. */}
      {isFirst ? (
        <>
          <bdi className={classes.field}>{field}</bdi>
          <Sentence text={marked.slice(isolated(field).length)} />
        </>
      ) : (
        <Sentence text={marked} />
      )}
      {indexes.length > 1 && <span className={classes.count}> × {formatCount(indexes.length)}</span>}
    </>
  )
}
