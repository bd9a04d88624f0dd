import type { Spread } from './statistics.ts'

/** A whole number with separators. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US')

export const spreadText = ({ median, least, most }: Spread): string =>
  `${whole(median)} (${whole(least)}–${whole(most)})`

/** A table of Markdown. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** A section of the page, with the command that measures it. */
export const section = (title: string, name: string, text: string, body: string): string =>
  `## ${title}\n\n\`npm run bench -- ${name}\`\n\n${text}\n\n${body}`
