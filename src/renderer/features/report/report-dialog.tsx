import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { version } from '../../../../package.json'
import { useMonitor } from '../../state/monitor-context.tsx'
import { copyText } from '../../ui/copy-text.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import field from '../../ui/field.module.css'
import { reportDialog } from './open-report.ts'
import { reportText } from './report-text.ts'

/**
 * Describes this installation for a problem report, to be read before it is copied, and opens the page where reports
 * are written.
 */
export const ReportDialog = () => (
  <Dialog opened={reportDialog.useOpened()} onClose={reportDialog.close} title="Report a problem" size={560}>
    <Report />
  </Dialog>
)

/** The progress, in a sentence. */
const said = {
  copied: 'Copied. Paste it into a new issue of the project, below what you did and what you saw.',
  opened:
    'Copied, and the page for a new issue is open in your browser. Paste it below what you did and what you saw.',
  refused: 'It could not be copied: select the text and copy it by hand.',
} as const

const Report = () => {
  const text = useMonitor(({ snapshot }) =>
    reportText({ version, isDesktop: window.sluice !== undefined, browser: navigator.userAgent }, snapshot),
  )
  const [state, setState] = useState<keyof typeof said | null>(null)
  const copy = async (): Promise<void> => {
    if (!(await copyText(text))) return setState('refused')
    setState((await window.sluice?.openIssues()) === true ? 'opened' : 'copied')
  }
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        void copy()
      }}
    >
      <p>Say what you did, what you expected and what you saw, and add this:</p>
      <Textarea
        size="xs"
        classNames={field}
        label="About this installation"
        readOnly
        autosize
        minRows={4}
        value={text}
      />
      <p className={dialog.hint}>
        It has versions, counts and codes, but no name, address or message. The output of{' '}
        <code>sluice doctor</code> says more, and has names and addresses in it: read it before you share it.
      </p>
      <p role="status">{state !== null && said[state]}</p>
      <div className={dialog.buttons}>
        <Button variant="default" onClick={reportDialog.close}>
          Cancel
        </Button>
        <Button type="submit" data-autofocus>
          {window.sluice === undefined ? 'Copy' : 'Copy and open the page'}
        </Button>
      </div>
    </form>
  )
}
