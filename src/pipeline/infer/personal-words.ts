import type { PersonalKind } from '../../contract/event-proposal.ts'

/** `number` as it is shortened after the name of what is numbered. */
const no = '_?(numbers?|num|no|nr|nbr)'

/** Whole words of a name, `_` between them; the first line that fits counts. A `$` is the end of the name. */
const byName: readonly (readonly [PersonalKind, string])[] = [
  [
    'secret',
    `token|secrets?|passwords?|passwort|passwd|pwd|passphrase|passcode|(api|auth|private|access|secret|signing|encryption)_?keys?|authorization|auth_?header|bearer|(csrf|xsrf)|credentials?|otp|jwt|cvv2?|cvc|(security|pin)_?code|pin$|(set_?)?cookies?$|(access|auth|refresh|session|id|bearer)_?token|mot_?de_?passe|contrasena`,
  ],
  [
    'ip',
    `ips?|ipv4|ipv6|ip_?v?[46]|ip_?(addr(ess)?(es)?|adress[ea]n?)|(client|user|remote|source|src|dest|dst|host|peer|server|real|public|login|sender|visitor)_?ips?|(remote|client|peer|source|src|dest|dst|real|inet)_?addr(ess)?|forwarded(_for)?|x_?real_?ip|xff`,
  ],
  ['mac', 'macs?$|(wifi|wlan|eth|lan|bluetooth|bt)_?mac|mac_?addr(ess)?(es)?|mac_?adresse|bssid'],
  [
    'email',
    'e_?mails?|(user|contact|work|home|private|customer)_?emails?|e_?mail_?(addr(ess)?(es)?|adresse)|mail$|mail_?(addr(ess)?|adresse)|courriel|correo(_electronico)?',
  ],
  [
    'phone',
    `phones?$|(home|work|cell|mobile|office|contact|user|customer)_?(tele)?phones?$|tele?phone$|tel$|mobile$|msisdn|cell$|fax$|whatsapp|(telephone|phone|mobile|cell|fax|tel|telefon|handy)${no}|telefon$|handy$|telefono|movil$|(telefon|handy|mobil|fax)nummer`,
  ],
  [
    'card',
    `card$|pan$|card${no}|card_?last_?(4|four)|last_?(4|four)|credit_?card|cc${no}|card_?holder|karten_?nummer`,
  ],
  ['iban', `iban|bank_?account|(bank_?)?account${no}|routing${no}|sort_code|konto_?(nummer|nr)`],
  [
    'ssn',
    `ssn|social_?security${no}|social_?security|social_?insurance${no}|national_?(id|insurance|identity)(${no})?|nin|nino|tax_?(payer_?)?id|tax_?payer${no}|tax${no}|tin$|itin|personal_?id|personal${no}|person_?nummer|id_?(card|number)|identity_?(card|document|number|no)|citizen_?id|aadhaar|cpf|curp|dni|nif|bsn|pesel|codice_fiscale|steuer_?(id|nummer)|(sozial)?versicherungs_?nummer|(personal)?ausweis_?(nummer|nr)|medicare${no}|nhs${no}|insurance${no}|health_?id|patient_?id`,
  ],
  [
    'passport',
    `passports?$|passport_?(id|${no.slice(2)})|pass_?nummer|reisepass|driv(er|ers|ing)_?licen[cs]e|licen[cs]e${no}|(licen[cs]e|number)_?plates?|plate${no}|kennzeichen|vin$`,
  ],
  [
    'device',
    'device_?(id|ids|uuid|uid|udid|guid|identifier|serial)|android_?id|gps_?adid|adid|advertising_?id(entifier)?|hardware_?id|hwid|imei|imsi|iccid|meid|idfa|idfv|gaid|aaid|oaid|ifa|fingerprint|udid|geraete_?id',
  ],
  [
    'birth',
    'birth|birthdate|birthday|birthyear|birthplace|dob|born$|(date|day|year|place)_?of_?birth|geburts_?(datum|tag|jahr|ort|name)|geburtsdatum|naissance|nacimiento',
  ],
  [
    'person',
    '(first|last|full|given|family|middle|maiden|display|nick|holder|recipient|customer|contact|user|login|screen|legal|real|preferred|middle|birth)_?names?|(owner|patient|person|employee|member|passenger|guest|driver|author|sender|buyer|seller|account_?holder|card_?holder|billing|shipping|father|mother|spouse)s?_names?|account_?holder|surname|forename|[flm]name|cardholder|name_(first|last|full|given|family|middle)|(vor|nach|familien|benutzer|kunden|anmelde)_?name|prenom|nom_(de_famille|complet)|apellidos?|voornaam|achternaam|cognome',
  ],
  [
    'zip',
    'zip$|zip_?codes?|zip_?(5|4|plus_?4)|post_?codes?|postal_?codes?|postal$|plz|postleitzahl|code_?postal|codigo_?postal|(post|pin)_?code',
  ],
  [
    'address',
    `address(es)?|addr|(address|addr)(_line)?_?\\d|(street|home|mailing|postal|billing|shipping|delivery|work)_?addr(ess)?(es)?|street|street_\\w+|(house|apartment|apt|flat)${no}|strasse|haus_?(nummer|nr)|adresse|anschrift|direccion|domicilio|indirizzo`,
  ],
  [
    'position',
    'lat$|latitude|lon$|lng$|longitude|(geo|gps|loc|location|position|coordinates?)_long$|geo_?(location|point|coordinates|position)|coordinates|coords|lat_?(lng|lon|long)|gps$|gps_(location|position|coordinates)',
  ],
]

const patterns = byName.map(([kind, words]) => [kind, new RegExp(`(?:^|_)(?:${words})(?:_|$)`)] as const)

/** What a name of these words says by itself, with and without the digits that number it; null for nothing. */
export const kindOfWords = (words: readonly string[]): PersonalKind | null =>
  kindIn(words.join('_')) ?? kindIn(words.map((word) => word.replace(/(?<=[a-z])\d{1,2}$/, '')).join('_'))

const kindIn = (name: string): PersonalKind | null =>
  patterns.find(([, pattern]) => pattern.test(name))?.[0] ?? null

/** The words of a text, between blanks and line ends. */
export const listed = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Words that only say something about the words before them. */
const aside = new Set(
  listed(`
  verified count type status at enabled valid confirmed length country brand version provider domain
  template subject campaign sent opened clicked bounced frequency preference preferences consent format
  strength score total reason method required present policy expiry expires expiration ttl limit usage
  cost algorithm issuer scope scopes class category risk carrier changed match check checks
`),
)

/** These follow such a word without changing what it says: `email_template_id`, `token_expires_in`. */
const trailing = new Set(['id', 'name', 'key', 'in', 'on', 'code', 'by', 'ms', 'seconds', 's'])

/** A name that starts with one of these is a question, answered by yes or no. */
const asking = new Set(['is', 'has', 'had', 'was', 'should', 'needs', 'allows', 'allow', 'requires', 'can'])

/** Whether the words say something about a kind of personal data, and do not name it. */
export const isAboutIt = (words: readonly string[]): boolean => {
  const last = words.at(-1) ?? ''
  return (
    aside.has(last) ||
    (trailing.has(last) && aside.has(words.at(-2) ?? '')) ||
    (words.length > 1 && asking.has(words[0] ?? ''))
  )
}
