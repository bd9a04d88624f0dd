import { SchemeToggle } from '../../ui/scheme-toggle.tsx'
import classes from './form.module.css'

/** For this window only; it takes effect at once. */
export const AppearanceSection = () => (
  <div className={classes.group}>
    <h2>Appearance</h2>
    <div className={classes.row}>
      <div>
        <p className={classes.label}>Colours</p>
        <p className={classes.quiet}>Light, dark, or those of the system. This window remembers them.</p>
      </div>
      <SchemeToggle />
    </div>
  </div>
)
