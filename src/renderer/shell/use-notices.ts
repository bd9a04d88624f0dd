import { useEffect } from 'react'
import { showNotice } from '../ui/toast.tsx'

/** Shows what the system of the desktop app has no notifications for. */
export const useNotices = (): void => {
  useEffect(() => window.sluice?.listenToNotices(showNotice), [])
}
