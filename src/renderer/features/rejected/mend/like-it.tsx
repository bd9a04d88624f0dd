import { Button } from '@mantine/core'
import { causeOf } from '../../../../contract/cause.ts'
import type { Reason } from '../../../../contract/reason.ts'
import { formatCount } from '../../../../contract/amount.ts'
import { valueOf } from '../../../state/answer.ts'
import { useAnswer } from '../../../state/use-answer.ts'
import { openRules } from '../../repair/open-rules.ts'
import classes from './mend-bench.module.css'
import { nothingChosen, toFilter } from '../rejected-filters.ts'

interface Props {
  readonly id: string
  /** The version that a person made. */
  readonly version: number
  /** Why it was rejected originally. */
  readonly reasons: readonly Reason[]
}

/** Leads from a mended message to others rejected for the same reasons; nothing if there are none. */
export const LikeIt = ({ id, version, reasons }: Props) => {
  const filter = { ...toFilter(nothingChosen, null), cause: causeOf(reasons) }
  const { answer } = useAnswer({
    key: ['rejected', 'like', filter.cause],
    ask: (client) => client.send('listRejected', { filter, limit: 1 }),
  })
  const others = (valueOf(answer)?.total ?? 1) - 1
  if (others < 1) return null
  return (
    <Button
      className={classes.like}
      size="compact-xs"
      variant="default"
      onClick={() => openRules({ rule: { by: 'message', id, version }, which: { by: 'filter', filter } })}
    >
      Mend the {formatCount(others)} like it…
    </Button>
  )
}
