import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ExportView } from '../../../contract/exports.ts'
import { formatCount } from '../../../contract/amount.ts'
import { useCommand } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import classes from './export-line.module.css'

/** An export that takes less than this ends before anybody has read a line about it; in milliseconds. */
const grace = 400

/** The export's progress, above the status line in every view, while it runs. */
export const ExportLine = () => {
  const going = useMonitor((state) => state.snapshot.export)
  // Always there, so that what appears in it is read aloud.
  return (
    <div className={classes.place} role="status" aria-label="Export">
      {going !== null && <Going key={going.operation} {...going} />}
    </div>
  )
}

const Going = ({ operation, what, items }: ExportView) => {
  const cancel = useCommand('cancelOperation')
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), grace)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  return (
    <div className={classes.line}>
      <span>Exporting {what === 'rows' ? 'rows' : 'rejected messages'}</span>
      {/* Not read aloud: it changes several times a second. */}
      <span className={classes.count} aria-hidden>
        {items === 0 ? 'Waiting for the database' : `${formatCount(items)} so far`}
      </span>
      <Button
        variant="default"
        size="compact-xs"
        disabled={!cancel.isIdle}
        onClick={() => cancel.mutate({ operation })}
      >
        Cancel
      </Button>
    </div>
  )
}
