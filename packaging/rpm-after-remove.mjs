import { readFileSync } from 'node:fs'
import { inRoot } from '../scripts/lib/root.mjs'

/** The file that `stage` leaves it in. */
export const rpmAfterRemove = 'rpm-after-remove.tpl'

/**
 * The script that an rpm runs after its removal: electron-builder's own, but not in an update. There the old package
 * is removed after the new one was installed, and would remove the new one's command and profile. rpm's first
 * argument is the number of versions left.
 */
export const rpmAfterRemoveScript = () => {
  const path = inRoot('node_modules', 'app-builder-lib', 'templates', 'linux', 'after-remove.tpl')
  const [interpreter, ...lines] = readFileSync(path, 'utf8').split('\n')
  return [interpreter, '', '# In an update, one version is left.', '[ "$1" = 1 ] && exit 0', ...lines].join(
    '\n',
  )
}
