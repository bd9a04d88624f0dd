import { createRandom, type Random } from './dice.ts'

/** Sample messages for trying things out: the same seed gives the same messages. All names and addresses are made up. */
export interface SampleOptions {
  readonly count: number
  /** How many of them are malformed, spread among the others. */
  readonly malformed: number
  readonly seed: number
}

/** Bodies of login events as they come from the field: about three in ten without a locale, some devices more than once. */
export function* sampleBodies({ count, malformed, seed }: SampleOptions): Generator<string> {
  const random = createRandom(seed)
  const known: { ip: string; device_id: string; device_type: string }[] = []
  let broken = 0
  for (let index = 0; index < count; index += 1) {
    // The share that is due by now, so that malformed messages come evenly and in exactly the number asked for.
    if (Math.floor(((index + 1) * malformed) / count) > broken) {
      yield malformedBody(broken, random)
      broken += 1
      continue
    }
    const seen = random() < 0.08 ? known[Math.floor(random() * known.length)] : undefined
    const device = seen ?? {
      ip: ip(random),
      device_id: deviceId(random),
      device_type: pick(random, ['android', 'ios']),
    }
    if (seen === undefined && known.length < 1000) known.push(device)
    yield JSON.stringify({
      user_id: uuid(random),
      app_version: version(random),
      device_type: device.device_type,
      ip: device.ip,
      locale: random() < 0.3 ? null : pick(random, locales),
      device_id: device.device_id,
    })
  }
}

/** What goes wrong in the field, one kind after another; the first is a message of another system. */
const malformedBody = (index: number, random: Random): string => {
  const login = {
    user_id: uuid(random),
    app_version: version(random),
    device_type: 'android',
    ip: ip(random),
    locale: pick(random, locales),
    device_id: deviceId(random),
  }
  const { device_id, ...withoutDevice } = login
  const kinds: readonly string[] = [
    JSON.stringify({ foo: 'not a login event', bar: digits(random, 3) }),
    JSON.stringify(login).slice(0, -1 - Math.floor(random() * 20)),
    JSON.stringify({ ...login, ip: `${digits(random, 3)}.300.1` }),
    JSON.stringify(withoutDevice),
    JSON.stringify({ ...login, app_version: 'latest', device_id: Number(device_id.replaceAll('-', '')) }),
    JSON.stringify({ ...login, session: digits(random, 8) }),
  ]
  return kinds[index % kinds.length] ?? ''
}

const locales = [
  'US',
  'DE',
  'FR',
  'BR',
  'IN',
  'ID',
  'JP',
  'PH',
  'PL',
  'PT',
  'CN',
  'RU',
  'SE',
  'TH',
  'UA',
  'ZA',
] as const

const below = (random: Random, limit: number): number => Math.floor(random() * limit)

const pick = <T>(random: Random, from: readonly [T, ...T[]]): T => from[below(random, from.length)] ?? from[0]

const digits = (random: Random, length: number): string =>
  Array.from({ length }, () => String(below(random, 10))).join('')

const ip = (random: Random): string =>
  [1 + below(random, 254), below(random, 256), below(random, 256), 1 + below(random, 254)].join('.')

const deviceId = (random: Random): string => `${digits(random, 3)}-${digits(random, 2)}-${digits(random, 4)}`

/** Two or three numbers, now and then with a leading zero or a build, as in the field. */
const version = (random: Random): string => {
  const major = below(random, 10)
  if (random() < 0.2) return `${major}.${random() < 0.2 ? '0' : ''}${1 + below(random, 12)}`
  const [minor, patch] = [below(random, 13), below(random, 10)]
  return `${major}.${minor}.${patch}${minor === 12 ? `+${2040 + patch}` : ''}`
}

/** RFC 9562, version 4 in form. */
const uuid = (random: Random): string => {
  const hex = Array.from({ length: 32 }, () => below(random, 16).toString(16))
  hex[12] = '4'
  hex[16] = (8 + below(random, 4)).toString(16)
  const text = hex.join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  )
}
