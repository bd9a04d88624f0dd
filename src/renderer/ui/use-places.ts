import { useState } from 'react'
import { useMonitor } from '../state/monitor-context.tsx'

export interface Places {
  /** What was connected when the page was opened. */
  readonly first: string
  readonly now: string
}

/** The databases that lists are from: the current connection's, or the last one's; null before the first. */
export const usePlaces = (): Places | null => {
  const place = useMonitor(({ snapshot: { connection } }) =>
    connection.state === 'connected'
      ? `${connection.source.database.address}/${connection.source.database.name}`
      : null,
  )
  const [places, setPlaces] = useState<Places | null>(null)
  if (place !== null && place !== places?.now) setPlaces({ first: places?.first ?? place, now: place })
  return places
}
