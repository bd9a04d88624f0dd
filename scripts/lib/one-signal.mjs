/*
 * Loaded into the program before its own code (`node --import`). One Ctrl-C reaches a program under npm up to three
 * times: from the terminal, from npm and from the script between them. Sluice takes a second signal as "exit at once, do
 * not drain", so repetitions that no hand could have made are dropped here.
 */
const oneKeypress = 400 // milliseconds

const lastPassed = new Map()
const emit = process.emit

process.emit = function (event, ...rest) {
  if (event === 'SIGINT' || event === 'SIGTERM' || event === 'SIGHUP') {
    const now = performance.now()
    if (now - (lastPassed.get(event) ?? -Infinity) < oneKeypress) return true
    lastPassed.set(event, now)
  }
  return Reflect.apply(emit, this, [event, ...rest])
}
