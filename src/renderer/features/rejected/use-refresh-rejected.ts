import { useQueryClient } from '@tanstack/react-query'

/** Reloads the lists of rejected messages and the open message. */
export const useRefreshRejected = (): (() => void) => {
  const queries = useQueryClient()
  return () => {
    void queries.invalidateQueries({ queryKey: ['rejected'] })
    void queries.invalidateQueries({ queryKey: ['rejected-message'] })
  }
}
