import { Button } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { traceDialog } from './open-trace.ts'

/** Opens the field in which a message is looked up. */
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
