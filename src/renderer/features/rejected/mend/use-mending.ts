import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'
import type { MessageEdit } from '../../../../contract/mending.ts'
import { sentWords, type VersionOutcome } from '../../../../contract/repair-history.ts'
import { unwrap } from '../../../state/commands.ts'
import { useMonitorContext } from '../../../state/monitor-context.tsx'
import { useAnswer } from '../../../state/use-answer.ts'

/** The latest version of a message, covered, on which editing continues. */
export const useOpenVersion = (id: string) =>
  useAnswer({
    key: ['mending', id, 'version'],
    ask: (client) => client.send('openVersion', { id }),
    staleTime: Infinity,
    gcTime: 0,
  })

/** All versions of a message. */
export const useVersions = (id: string) =>
  useAnswer({
    key: ['mending', id, 'versions'],
    ask: (client) => client.send('listVersions', { id }),
    staleTime: Infinity,
    gcTime: 0,
  })

/** An edit of a version, with a name that is unique among this message's edits. */
export interface NamedEdit {
  readonly name: string
  readonly version: number
  readonly edit: MessageEdit
}

/** How long typing must pause before an edit is judged, in milliseconds. */
const stillFor = 150

/** The judgement of an edit, a moment after it was typed. Only that of the latest edit counts. */
export const useEditCheck = (id: string, now: NamedEdit | null) => {
  const [asked] = useDebouncedValue(now, stillFor)
  const isOff = asked === null || now === null
  const reading = useAnswer({
    key: ['mending-check', id, asked?.version ?? 0, asked?.name ?? ''],
    ask: (client) =>
      client.send('checkEdit', {
        id,
        version: asked?.version ?? 0,
        edit: asked?.edit ?? { by: 'fields', changes: [] },
      }),
    enabled: !isOff,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })
  return { ...reading, isBehind: !isOff && (asked.name !== now.name || reading.isFormer) }
}

/** What to save and send. */
export interface MendingRequest {
  /** What was typed; null to send a version that was saved before. */
  readonly edit: MessageEdit | null
  /** The version that was edited, or that is sent. */
  readonly version: number
  readonly newest: number
}

export interface SentVersion {
  readonly version: number
  readonly outcome: VersionOutcome | null
  readonly words: string
}

/** Saving, taking back and sending versions of a message. Each one reads again what it changed. */
export const useMendingActions = (id: string, onKept: (version: number, edit: MessageEdit) => void) => {
  const { client } = useMonitorContext()
  const queries = useQueryClient()
  const refresh = () => void queries.invalidateQueries({ queryKey: ['mending', id] })
  const keepOne = async ({ edit, version, newest }: MendingRequest): Promise<number> => {
    if (edit === null) return version
    const kept = unwrap(await client.send('keepEdit', { id, version, seen: newest, edit }))
    onKept(kept.version, edit)
    return kept.version
  }
  const keep = useMutation({ mutationFn: keepOne, onSuccess: refresh, gcTime: 0 })
  const send = useMutation({
    mutationFn: async (request: MendingRequest): Promise<SentVersion> => {
      const version = await keepOne(request)
      const { versions, rowId } = unwrap(await client.send('sendEdit', { id, version }))
      const outcome = versions.find((one) => one.version === version)?.outcome ?? null
      return { version, outcome, words: sentWords(outcome, rowId) }
    },
    onSettled: () => {
      refresh()
      for (const queryKey of [['rejected'], ['rejected-message'], ['rows'], ['runs']])
        void queries.invalidateQueries({ queryKey })
    },
    gcTime: 0,
  })
  const undo = useMutation({
    mutationFn: async (version: number) => unwrap(await client.send('undoEdit', { id, version })),
    onSuccess: refresh,
    gcTime: 0,
  })
  const forget = () => [keep, send, undo].forEach(({ reset }) => reset())
  return {
    ...{ keep, send, undo, refresh, forget },
    busy: keep.isPending || send.isPending || undo.isPending,
    error: send.error ?? keep.error ?? undo.error,
  }
}
