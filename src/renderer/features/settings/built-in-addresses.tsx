import { useAnswer } from '../../state/use-answer.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Known } from '../../ui/known.tsx'
import form from './form.module.css'
import classes from './keys-section.module.css'

/** How other programs reach the built-in queue and database, to copy. */
export const BuiltInAddressesPart = () => {
  const { answer, retry } = useAnswer({
    key: ['built-in-addresses'],
    ask: (client) => client.send('getAddresses', {}),
    side: 'sluice',
  })
  return (
    <section className={form.part} aria-labelledby="addresses-heading">
      <div>
        <h2 id="addresses-heading">From other programs</h2>
        <p className={form.quiet}>
          Valid while Sluice is open. The password is in a file that only you can read.
        </p>
      </div>
      <Known answer={answer} onRetry={retry}>
        {({ queue, psql }) => (
          <dl className={classes.facts}>
            <dt>Queue</dt>
            <Address text={queue} label="Copy the queue’s address" />
            <dt>Database</dt>
            <Address text={psql} label="Copy the psql command" />
          </dl>
        )}
      </Known>
    </section>
  )
}

const Address = ({ text, label }: { readonly text: string; readonly label: string }) => (
  <dd className={classes.value}>
    <code className={classes.code}>{text}</code>
    <CopyButton text={text} label={label} />
  </dd>
)
