import { useQueryClient } from '@tanstack/react-query'

/** Has the lists of rejected messages, and the message that is open, read again. */
export const useRefreshRejected = (): (() => void) => {
  const queries = useQueryClient()
  return () => {
    void queries.invalidateQueries({ queryKey: ['rejected'] })
    void queries.invalidateQueries({ queryKey: ['rejected-message'] })
  }
}
