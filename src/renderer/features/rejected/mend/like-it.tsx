import { Button } from '@mantine/core'
import { causeOf } from '../../../../contract/cause.ts'
import type { Reason } from '../../../../contract/reason.ts'
import { formatCount } from '../../../format/number.ts'
import { valueOf } from '../../../state/answer.ts'
import { useAnswer } from '../../../state/use-answer.ts'
import { openRules } from '../../repair/open-rules.ts'
import classes from './mend-bench.module.css'
import { nothingChosen, toFilter } from '../rejected-filters.ts'

interface Props {
  readonly id: string
  /** What a person made of it. */
  readonly version: number
  /** Why it was rejected as it came. */
  readonly reasons: readonly Reason[]
}

/** Leads from a message that was mended to those that were rejected for the same reasons; nothing where it is alone. */
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
