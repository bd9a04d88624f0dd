import { useState } from 'react'
import { useMonitor } from '../../../state/monitor-context.tsx'

/** The key for a message's unsaved texts: its number, in its database. */
export const useUnkeptKey = (id: string): string => {
  const place = useMonitor(({ snapshot: { connection } }) =>
    connection.state === 'connected'
      ? `${connection.source.database.address}/${connection.source.database.name}`
      : '',
  )
  // If the connection breaks, the database is still the same, or all of this is dropped.
  const [key] = useState(`${place} ${id}`)
  return key
}
