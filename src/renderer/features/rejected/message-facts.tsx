import type { RejectedSummary } from '../../../contract/rejected.ts'
import { formatSize, formatCount } from '../../../contract/amount.ts'
import { viewHref } from '../../state/use-view.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { MiddleText } from '../../ui/middle-text.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import classes from './rejected-panel.module.css'

/** A message's ids, and how it came here. */
export const MessageFacts = ({ message }: { readonly message: RejectedSummary }) => (
  <>
    <div className={classes.title}>
      <h2 className={classes.id}>
        <MiddleText text={message.messageId} tail={12} />
      </h2>
      <CopyButton text={message.messageId} label="Copy id" />
    </div>
    <dl className={classes.facts}>
      <Fact label="Sent">
        <RelativeTime at={Date.parse(message.sentAt)} />
      </Fact>
      <Fact label="Rejected">
        <RelativeTime at={Date.parse(message.rejectedAt)} />
      </Fact>
      <Fact label="Received">
        {message.receiveCount === 1 ? 'once' : `${formatCount(message.receiveCount)} times`}
      </Fact>
      <Fact label="Size">{formatSize(message.bodyBytes)}</Fact>
      <Fact label="Run">
        <a href={viewHref('runs', { run: message.runId })}>{message.runId.slice(0, 8)}</a>
      </Fact>
    </dl>
  </>
)

const Fact = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)
