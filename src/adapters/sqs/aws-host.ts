/** What a host's name says about its service. */
export interface AwsHost {
  readonly region: string
}

/** The suffixes of AWS's names, one or more for each of its partitions. */
const suffix = String.raw`(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)`
const dualStack = String.raw`(?:api\.aws|api\.amazonwebservices\.(?:com\.cn|eu)|api\.aws\.(?:ic\.gov|scloud|hci\.ic\.gov)|api\.cloud-aws\.adc-e\.uk)`
const region = String.raw`(?<region>[a-z]{2,}(?:-[a-z]+)+-\d{1,2})`

/**
 * The names under which AWS answers as SQS. Its other services share the suffixes, and so do machines that anybody
 * can rent there, so a suffix alone says nothing.
 */
const patterns = [
  // sqs.eu-west-1.amazonaws.com, sqs-fips.us-east-1.amazonaws.com
  `sqs(?:-fips)?\\.${region}\\.${suffix}`,
  // sqs.eu-west-1.api.aws
  `sqs(?:-fips)?\\.${region}\\.${dualStack}`,
  // us-west-2.queue.amazonaws.com
  `${region}\\.queue\\.${suffix}`,
  // vpce-0ab12-xyz.sqs.us-east-2.vpce.amazonaws.com, with or without an availability zone
  `vpce-[a-z0-9-]+\\.sqs\\.${region}\\.vpce\\.${suffix}`,
].map((pattern) => new RegExp(`^${pattern}$`))

/** Null for every host that is not AWS's SQS. */
export const readAwsHost = (host: string): AwsHost | null => {
  const name = host.toLowerCase().replace(/\.$/, '')
  // The first region originally had no name.
  if (name === 'queue.amazonaws.com') return { region: 'us-east-1' }
  for (const pattern of patterns) {
    const found = pattern.exec(name)?.groups?.region
    if (found !== undefined) return { region: found }
  }
  return null
}
