import { Button, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { mostSamples } from '../../../contract/samples.ts'
import { formatCount, formatCountOf } from '../../format/number.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { createDialog } from '../../state/dialog.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import field from '../../ui/field.module.css'
import { showDone } from '../../ui/toast.tsx'
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

const SamplesForm = () => {
  const { client } = useMonitorContext()
  const [count, setCount] = useState<number | string>(100)
  const [malformed, setMalformed] = useState<number | string>(1)
  const add = useCommand('addSamples')
  const isCount = isWhole(count, 1, mostSamples)
  const isFit = isCount && isWhole(malformed, 0, Number(count))
  const send = (): void =>
    add.mutate(
      { count: Number(count), malformed: Number(malformed) },
      {
        onSuccess: ({ sent }) => {
          samplesDialog.close()
          showDone(
            `${formatCountOf(sent, 'sample message')} added, ${formatCount(Number(malformed))} malformed.`,
          )
          void client.send('tryNow', {})
        },
      },
    )
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isFit) send()
      }}
    >
      <p>They are made up, and go to the built-in queue.</p>
      <div className={classes.numbers}>
        <NumberInput
          {...parts}
          label="Messages"
          data-autofocus
          value={count}
          error={isCount ? null : `1 to ${formatCount(mostSamples)}`}
          onChange={setCount}
        />
        <NumberInput
          {...parts}
          label="Malformed"
          value={malformed}
          error={isFit || !isCount ? null : `0 to ${formatCount(Number(count))}`}
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

/** A value out of bounds is reported, not quietly corrected. */
const parts = {
  size: 'xs',
  classNames: { input: field.input },
  hideControls: true,
  allowDecimal: false,
  allowNegative: false,
  clampBehavior: 'none',
  thousandSeparator: ',',
} as const

const isWhole = (value: number | string, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
