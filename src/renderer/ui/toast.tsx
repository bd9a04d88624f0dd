import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Failure } from '../../contract/failure.ts'
import { describeFailure } from '../../contract/failure.ts'
import type { Notice } from '../../contract/notice.ts'
import { isolated } from '../../contract/visible.ts'
import { Sentence } from './sender-text.tsx'
import classes from './toast.module.css'

/** How long a toast with an action stays, in milliseconds. */
const shown = 10_000

/** Confirms an action in a corner, and offers to undo it for a while. Texts from outside come through `isolated`, here and below. */
export const showUndo = (message: string, onUndo: () => void): void =>
  showOffer(message, [{ label: 'Undo', onPick: onUndo }])

/** Says something in a corner, and offers an action on it for a while. */
export const showOffer = (
  message: string,
  offers: readonly { readonly label: string; readonly onPick: () => void }[],
): void => {
  const id = notifications.show({
    message: (
      <span className={classes.line}>
        <Sentence text={message} />
        {offers.map(({ label, onPick }) => (
          <Button
            key={label}
            variant="subtle"
            size="compact-xs"
            onClick={() => {
              notifications.hide(id)
              onPick()
            }}
          >
            {label}
          </Button>
        ))}
      </span>
    ),
    autoClose: shown,
    classNames: { root: classes.root, closeButton: classes.close },
    closeButtonProps: { 'aria-label': 'Close' },
  })
}

/** Confirms an action in a corner. */
export const showDone = (message: string): void => {
  notifications.show({
    message: <Sentence text={message} />,
    classNames: { root: classes.root, closeButton: classes.close },
    closeButtonProps: { 'aria-label': 'Close' },
  })
}

/** Says in a corner, until it is closed, what happened while nobody watched, or that a newer version is available. */
export const showNotice = ({ kind, title, body }: Notice): void => {
  notifications.show({
    title,
    message: kind === 'update' ? <ReleaseLine body={body} /> : body,
    autoClose: false,
    classNames: {
      root: classes.root,
      title: kind === 'failed' ? classes.failed : classes.title,
      description: classes.words,
      closeButton: classes.close,
    },
    closeButtonProps: { 'aria-label': 'Close' },
  })
}

const ReleaseLine = ({ body }: { readonly body: string }) => (
  <span className={classes.line}>
    {body}
    <Button variant="subtle" size="compact-xs" onClick={() => window.sluice?.openRelease()}>
      Open its page
    </Button>
  </span>
)

/** Says in a corner, until it is closed, what went wrong and what to do about it. */
export const showFailure = (cause: Failure): void => {
  const { sentence, advice } = describeFailure(cause, isolated)
  notifications.show({
    // Already in sight, it is not shown twice.
    id: `failure ${describeFailure(cause).sentence}`,
    title: <Sentence text={sentence} />,
    message: <Sentence text={advice} />,
    autoClose: false,
    classNames: {
      root: classes.root,
      title: classes.failed,
      description: classes.words,
      closeButton: classes.close,
    },
    closeButtonProps: { 'aria-label': 'Close' },
  })
}
