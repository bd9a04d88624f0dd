import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { inRoot } from './root.mjs'
import { say } from './say.mjs'

const lock = inRoot('.cache', 'setup.lock')

/**
 * No installation and build takes longer, in milliseconds: an older lock is stale, whichever process has its number
 * now.
 */
const tooOld = 15 * 60_000

const holder = () => {
  try {
    if (Date.now() - statSync(lock).mtimeMs > tooOld) return null
    const pid = Number(readFileSync(lock, 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch (error) {
    // A process of another user is also alive.
    return error.code === 'EPERM' ? 'of another user' : null
  }
}

/** Takes the lock in one step, including its number, so that nobody reads half of it. */
const take = () => {
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Lets one process at a time install and build: two of them would delete each other's files. */
export const withSetupLock = async (work) => {
  mkdirSync(inRoot('.cache'), { recursive: true })
  let told = false
  while (!take()) {
    const other = holder()
    if (other === null) rmSync(lock, { force: true })
    else {
      if (!told) say(`Another Sluice command (process ${other}) is installing or building; waiting for it.`)
      told = true
      await pause(200)
    }
  }
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}
