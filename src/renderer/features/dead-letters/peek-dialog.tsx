import { Button } from '@mantine/core'
import { IconEyeSearch } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { describePeekPrice } from '../../../contract/dead-letter-sums.ts'
import { mostPeeked, type Peek, type PeekedMessage } from '../../../contract/dead-letters.ts'
import { describeAtLimit, describeNotGivenBack, nothingToPeek } from '../../../contract/peek-words.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { lackWords } from '../../state/lack-words.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useCut } from '../../state/use-cut.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PanelAnswer } from '../../ui/panel-query.tsx'
import classes from './peek-dialog.module.css'
import { PeekedList } from './peeked-list.tsx'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

interface Props {
  /** Shows a message's content and what is wrong with it. */
  readonly show: (message: PeekedMessage) => ReactNode
}

/** Looks at messages of the live queue, after showing what that costs. */
export const PeekButton = ({ show }: Props) => {
  const [opened, open] = useState(false)
  const cut = useCut('queue')
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        disabled={cut !== null}
        title={cut === null ? undefined : `Not now: ${lackWords(cut)}`}
        leftSection={<IconEyeSearch size={14} aria-hidden />}
        onClick={() => open(true)}
      >
        Peek…
      </Button>
      <Dialog opened={opened} onClose={() => open(false)} title="Peek at the queue" size={820}>
        {opened && <Peeking show={show} onClose={() => open(false)} />}
      </Dialog>
    </>
  )
}

const Peeking = ({ show, onClose }: Props & { readonly onClose: () => void }) => {
  const { answer, retry } = useAnswer({
    key: ['peek-price'],
    ask: (client) => client.send('peekPrice', {}),
    side: 'queue',
    staleTime: 0,
    gcTime: 0,
  })
  const peek = useCommand('peekQueue')
  return (
    <div className={classes.peek}>
      <PanelAnswer answer={answer} onRetry={retry}>
        {(price) => (
          <>
            <p>
              <Sentence text={describePeekPrice(price, isolated)} /> This look takes up to {mostPeeked}{' '}
              messages, one receive of each, and gives them back
              {price.policy === null ? '' : '; it stops at one that has no other receive left'}.
            </p>
            {peek.error !== null && <FailureNotice failure={failureOf(peek.error)} />}
            {peek.data !== undefined && <Seen seen={peek.data} show={show} />}
            <div className={dialog.buttons}>
              <Button variant="default" onClick={onClose}>
                {peek.data === undefined ? 'Cancel' : 'Close'}
              </Button>
              <Button loading={peek.isPending} onClick={() => peek.mutate({})}>
                {peek.data === undefined ? 'Look' : 'Look again'}
              </Button>
            </div>
          </>
        )}
      </PanelAnswer>
    </div>
  )
}

const Seen = ({ seen, show }: Props & { readonly seen: Peek }) => {
  const { messages, notGivenBack, deadLetters } = seen
  const atLimit = messages.filter(({ isAtLimit }) => isAtLimit).length
  return (
    <>
      {messages.length === 0 ? <p role="status">{nothingToPeek}</p> : <PeekedList seen={seen} show={show} />}
      {atLimit > 0 && (
        <p role="status" className={classes.warning}>
          <Sentence text={describeAtLimit(atLimit, deadLetters, isolated)} />
        </p>
      )}
      {notGivenBack > 0 && (
        <p role="status" className={classes.warning}>
          {describeNotGivenBack(notGivenBack)}
        </p>
      )}
    </>
  )
}
