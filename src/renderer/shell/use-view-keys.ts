import { useEffect } from 'react'
import { showView, views } from '../state/use-view.ts'

/** Ctrl or Command with 1, 2, 3 … switches views. (Browsers keep these for their tabs; the desktop window does not.) */
export const useViewKeys = (): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      const view = views[Number(event.key) - 1]
      if (view === undefined) return
      event.preventDefault()
      showView(view)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
