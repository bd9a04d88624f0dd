import { Button } from '@mantine/core'
import { IconDatabaseOff } from '@tabler/icons-react'
import { viewHref } from '../state/use-view.ts'
import { EmptyState } from './empty-state.tsx'

/** Stands where lists would be while there is no database to list from. */
export const NotConnected = ({ connecting }: { readonly connecting: boolean }) =>
  connecting ? (
    <EmptyState Icon={IconDatabaseOff} title="Connecting">
      The list appears as soon as the database answers.
    </EmptyState>
  ) : (
    <EmptyState
      Icon={IconDatabaseOff}
      title="Not connected"
      action={
        <Button component="a" href={viewHref('monitor')} variant="default">
          Open Monitor
        </Button>
      }
    >
      There is no connection to the database. Monitor says why.
    </EmptyState>
  )
