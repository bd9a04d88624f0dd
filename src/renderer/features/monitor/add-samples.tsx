import { Button } from '@mantine/core'
import { useState } from 'react'
import { mostSamples } from '../../../contract/samples.ts'
import { formatCount, formatCountOf } from '../../../contract/amount.ts'
import { boundsText, isWithin, wholeMistake } from '../../format/whole-number.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { createDialog } from '../../state/dialog.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import field from '../../ui/field.module.css'
import { showDone } from '../../ui/toast.tsx'
import { WholeField } from '../../ui/whole-field.tsx'
import classes from './add-samples.module.css'

export const samplesDialog = createDialog()

/** Asks how many sample messages to put on the built-in queue, and how many of them malformed. */
export const AddSamples = () => (
  <Dialog
    opened={samplesDialog.useOpened()}
    onClose={samplesDialog.close}
    title="Add sample messages"
    size={420}
  >
    <SamplesForm />
  </Dialog>
)

const counts = { least: 1, most: mostSamples }

/** Sends sample messages; then closes the dialog, says how many, and has the queue counted at once. */
const useAddSamples = () => {
  const { client } = useMonitorContext()
  const { mutate, error, isPending } = useCommand('addSamples')
  const send = (asked: { readonly count: number; readonly malformed: number }): void =>
    mutate(asked, {
      onSuccess: ({ sent }) => {
        samplesDialog.close()
        showDone(`${formatCountOf(sent, 'sample message')} added, ${formatCount(asked.malformed)} malformed.`)
        void client.send('tryNow', {})
      },
    })
  return { send, error, isPending }
}

const SamplesForm = () => {
  const [count, setCount] = useState<number | null>(100)
  const [malformed, setMalformed] = useState<number | null>(1)
  const add = useAddSamples()
  const isCount = isWithin(count, counts)
  const bad = { least: 0, most: isCount ? count : mostSamples }
  const isFit = isCount && isWithin(malformed, bad)
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isFit) add.send({ count: Number(count), malformed: Number(malformed) })
      }}
    >
      <p>They are made up, and go to the built-in queue.</p>
      <div className={classes.numbers}>
        <WholeField
          classNames={field}
          label="Messages"
          data-autofocus
          value={count}
          description={boundsText(counts)}
          error={isCount ? null : wholeMistake(counts)}
          onChange={setCount}
        />
        <WholeField
          classNames={field}
          label="Malformed"
          value={malformed}
          description={boundsText(bad)}
          error={isWithin(malformed, bad) ? null : wholeMistake(bad)}
          onChange={setMalformed}
        />
      </div>
      {add.error !== null && <FailureNotice failure={failureOf(add.error)} />}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={samplesDialog.close}>
          Cancel
        </Button>
        <Button type="submit" disabled={!isFit} loading={add.isPending}>
          Add messages
        </Button>
      </div>
    </form>
  )
}
