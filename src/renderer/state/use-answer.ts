// The one place that asks: every view reads through it, and the linter lets no other file use queries.
import { useQuery, type QueryKey, type UseQueryOptions } from '@tanstack/react-query'
import type { PageClient } from '../client/page-client.ts'
import type { Result } from '../../contract/result.ts'
import { answerOf, type Answer } from './answer.ts'
import { unwrap } from './commands.ts'
import { mayAsk, type Side } from './cut.ts'
import { useMonitorContext } from './monitor-context.tsx'
import { useCut } from './use-cut.ts'

interface Question<T> extends Pick<
  UseQueryOptions<T>,
  'enabled' | 'placeholderData' | 'refetchInterval' | 'staleTime' | 'gcTime'
> {
  readonly key: QueryKey
  readonly ask: (client: PageClient) => Promise<Result<T>>
  /** The source of the answer. */
  readonly side?: Side
}

export interface Reading<T> {
  readonly answer: Answer<T>
  /** Whether the answer belongs to the former question and the next is on its way. */
  readonly isFormer: boolean
  readonly isAsking: boolean
  readonly retry: () => void
}

/** Asks a question and returns what is known of its answer. It belongs to the connection it was asked over. */
export const useAnswer = <T>({ key, ask, side = 'database', ...options }: Question<T>): Reading<T> => {
  const { client } = useMonitorContext()
  const cut = useCut(side)
  const query = useQuery<T>({
    ...options,
    queryKey: key,
    queryFn: async () => unwrap(await ask(client)),
    enabled: options.enabled !== false && mayAsk(cut),
  })
  return {
    answer: answerOf(query, cut),
    isFormer: query.isPlaceholderData,
    isAsking: query.isFetching,
    retry: () => void query.refetch(),
  }
}
