// npm start: from a fresh clone to the running app. If there can be no Electron window, the same page is served.
import { commandLine } from './lib/command-line.mjs'
import { fetchElectron, findElectron } from './lib/electron.mjs'
import { handOver } from './lib/hand-over.mjs'
import { whyNoWindow } from './lib/hindrance.mjs'
import { prepare } from './lib/prepare.mjs'
import { main, say } from './lib/say.mjs'
import { hasScreen, hasViewer } from './lib/screen.mjs'
import { openWindow } from './lib/window.mjs'

const args = process.argv.slice(2)

/** Why there can be no window here, in one line; null if there can. */
const hindrance = async () => {
  const known = whyNoWindow({ hasScreen })
  if (known !== null) return known
  if (findElectron() !== null || (await fetchElectron())) return null
  return "Electron's runtime could not be fetched, so Sluice opens its page in the browser."
}

const servePage = () => {
  const quietly = hasViewer || args.includes('--no-open') ? [] : ['--no-open']
  return handOver(...commandLine(['serve', ...args, ...quietly]))
}

await main(async () => {
  await prepare()
  const hindered = await hindrance()
  if (hindered !== null) say(hindered)
  else {
    if (process.platform === 'win32') say('Ctrl-C ends Sluice, and so does closing its window.')
    const { code, why } = await openWindow(findElectron(), args)
    if (why === undefined) return code
    say(`Electron did not start: ${why}.\nSluice opens its page in the browser instead.`)
  }
  return servePage()
})
