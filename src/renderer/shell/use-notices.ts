import { useEffect } from 'react'
import { showNotice } from '../ui/toast.tsx'

/** Shows notices that the desktop app cannot show as system notifications. */
export const useNotices = (): void => {
  useEffect(() => window.sluice?.listenToNotices(showNotice), [])
}
