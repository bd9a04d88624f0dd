import { build, buildFits } from './build.mjs'
import { installDependencies } from './dependencies.mjs'
import { dependenciesFit } from './lock-file.mjs'
import { withSetupLock } from './setup-lock.mjs'

/**
 * Makes the checkout ready to run: dependencies as locked and, unless `built` is false, a build of the present
 * sources. Costs a few milliseconds where there is nothing to do. It reports its work on stderr.
 */
export const prepare = async ({ built = true } = {}) => {
  const isReady = () => dependenciesFit() && (!built || buildFits())
  if (isReady()) return
  await withSetupLock(async () => {
    if (!dependenciesFit()) await installDependencies()
    if (built && !buildFits()) await build()
  })
}
