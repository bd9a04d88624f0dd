import { readFileSync } from 'node:fs'
import { inRoot } from '../scripts/lib/root.mjs'

/** The file that `stage` leaves it in. */
export const rpmAfterRemove = 'rpm-after-remove.tpl'

/**
 * What an rpm runs after it was removed: electron-builder's own script, but not in an update. There the old package is removed
 * after the new one has been installed, and would take the new one's command and profile along. rpm tells by the first
 * argument how many versions are left.
 */
export const rpmAfterRemoveScript = () => {
  const path = inRoot('node_modules', 'app-builder-lib', 'templates', 'linux', 'after-remove.tpl')
  const [interpreter, ...lines] = readFileSync(path, 'utf8').split('\n')
  return [interpreter, '', '# In an update, one version is left.', '[ "$1" = 1 ] && exit 0', ...lines].join(
    '\n',
  )
}
