import { useState } from 'react'
import { useMonitor } from '../../../state/monitor-context.tsx'

/** Under what a message's texts that are not kept yet are found again: its number, in the database that it is of. */
export const useUnkeptKey = (id: string): string => {
  const place = useMonitor(({ snapshot: { connection } }) =>
    connection.state === 'connected'
      ? `${connection.source.database.address}/${connection.source.database.name}`
      : '',
  )
  // A connection that breaks meanwhile is to the same database, or all of this goes.
  const [key] = useState(`${place} ${id}`)
  return key
}
