import { QueryClient } from '@tanstack/react-query'

/** Queries go to this machine, so being offline does not matter; failed ones are retried by a person. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: 5_000, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  })
