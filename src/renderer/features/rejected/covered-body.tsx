import { useMemo, useState } from 'react'
import { describeReason, type Reason } from '../../../contract/reason.ts'
import { fieldAt, remedyOf } from '../../../contract/remedy.ts'
import { useEvent } from '../../state/use-event.ts'
import { BodyBlock } from './body-block.tsx'
import { ReasonList } from './reason-list.tsx'

interface Props {
  readonly message: { readonly body: string; readonly reasons: readonly Reason[] }
}

/** What is wrong with a message that is not stored here, and its covered body with the faults marked. */
export const CoveredBody = ({ message: { body, reasons } }: Props) => {
  const [at, setAt] = useState(0)
  const [active, setActive] = useState<readonly number[]>([])
  const fields = useEvent()?.fields
  const ranges = useMemo(() => reasons.map(({ range }) => range), [reasons])
  const remedies = reasons.map((reason) => remedyOf(reason, fieldAt(fields ?? [], reason)))
  return (
    <>
      {reasons.length > 0 && (
        <ReasonList
          {...{ reasons, remedies, active }}
          onActive={(indexes, turnTo) => {
            setActive(indexes)
            const place = turnTo === null ? null : (ranges[turnTo] ?? null)
            if (place !== null) setAt(place[0])
          }}
          onGo={() => undefined}
        />
      )}
      <BodyBlock
        {...{ body, ranges, active, at }}
        words={reasons.map((reason, index) => `${describeReason(reason)}. ${remedies[index]}.`)}
        isFormatted={false}
        onLook={setActive}
        onPick={() => undefined}
        onTurn={setAt}
      />
    </>
  )
}
