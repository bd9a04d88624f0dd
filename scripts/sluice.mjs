#!/usr/bin/env node
// `sluice` after `npm link`, or npm run --silent sluice -- …: the command line of a checkout, ready from the first
// call. Only the command itself writes to stdout; installing and building report on stderr.
import { handOver } from './lib/hand-over.mjs'
import { commandLine } from './lib/command-line.mjs'
import { prepare } from './lib/prepare.mjs'
import { main } from './lib/say.mjs'

await main(async () => {
  await prepare()
  return handOver(...commandLine(process.argv.slice(2)))
})
