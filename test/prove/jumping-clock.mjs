// Preloaded into a worker: at each SIGUSR2 its wall clock jumps, an hour ahead of the true time, an hour behind it,
// and back to it.
const RealDate = Date
const hour = 3_600_000
const jumps = [hour, -hour, 0]
let offset = 0
process.on('SIGUSR2', () => {
  offset = jumps[(jumps.indexOf(offset) + 1) % jumps.length] ?? 0
})

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offset)
    else super(...args)
  }

  static now() {
    return RealDate.now() + offset
  }
}
