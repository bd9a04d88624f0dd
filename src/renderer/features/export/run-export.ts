import {
  type ExportFormat,
  type ExportOutcome,
  type ExportSubject,
  type WrittenExport,
} from '../../../contract/exports.ts'
import { assertNever } from '../../../contract/result.ts'
import { isolated } from '../../../contract/visible.ts'
import type { PageClient } from '../../client/page-client.ts'
import { formatCountOf } from '../../../contract/amount.ts'
import { showDone, showFailure } from '../../ui/toast.tsx'

/** Exports a list and shows the result, whatever view is open by then. */
export const runExport = async (
  client: PageClient,
  subject: ExportSubject,
  format: ExportFormat,
): Promise<void> => {
  const answer = await client.send('exportItems', { subject, format, operation: crypto.randomUUID() })
  if (answer.ok) finish(answer.value, subject.what)
  else if (answer.failure.code === 'cancelled') showDone('Export cancelled; no file was written')
  else showFailure(answer.failure)
}

const finish = (outcome: ExportOutcome, what: ExportSubject['what']): void => {
  switch (outcome.how) {
    case 'dismissed':
      return
    case 'ready':
      download(outcome.address, outcome.file.name)
      return showDone(exportedText(outcome.file, what))
    case 'saved':
      return showDone(exportedText(outcome.file, what))
    default:
      assertNever(outcome)
  }
}

/** `12,345 rows exported to user_logins-2026-11-23.csv`. */
const exportedText = ({ items, name }: WrittenExport, what: ExportSubject['what']): string =>
  `${formatCountOf(items, what === 'rows' ? 'row' : 'rejected message')} exported to ${isolated(name)}`

/** Makes the browser download the file. */
const download = (address: string, name: string): void => {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}
