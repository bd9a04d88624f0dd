import { Button } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { traceDialog } from './open-trace.ts'

/** Opens the dialog that looks up a message. */
export const TraceButton = () => (
  <Button
    variant="default"
    size="compact-sm"
    leftSection={<IconRoute size={14} stroke={1.75} aria-hidden />}
    onClick={traceDialog.open}
  >
    Trace…
  </Button>
)
