import type { FormerStanding } from './former.ts'
import type { LedgerStanding } from './ledger.ts'
import type { PagesStanding } from './pages.ts'
import type { ProcessorStanding } from './processor.ts'
import type {
  DelayStanding,
  DistanceStanding,
  HostStanding,
  IdleStanding,
  MemoryStanding,
  StarvationStanding,
} from './single-runs.ts'
import type { SizeStanding } from './size.ts'
import type { SlowStanding } from './slow-service.ts'
import type { NamesStanding, SqlStanding } from './sql.ts'
import type { Spread } from './statistics.ts'
import type { Standing } from './throughput.ts'
import type { ScrollStanding, WindowStandings } from './window-run.ts'

export interface Measured {
  readonly date: string
  /** The first digits of its name; with a `+` if files differed from it. */
  readonly commit: string
}

/** The results of the benchmarks; a section that did not run keeps its figures. */
export interface Results {
  readonly machine: {
    readonly cores: number
    readonly model: string
    readonly node: string
    readonly date: string
  }
  /** When each section was measured, and on which commit. */
  readonly measured?: Readonly<Partial<Record<string, Measured>>>
  readonly ceiling?: readonly Standing[]
  readonly peers?: readonly Standing[]
  readonly settings?: readonly Standing[]
  readonly starvation?: readonly StarvationStanding[]
  readonly distance?: readonly DistanceStanding[]
  readonly 'slow-service'?: readonly SlowStanding[]
  readonly sql?: readonly SqlStanding[]
  readonly duplicates?: readonly { readonly share: number; readonly rate: Spread }[]
  readonly ledgers?: readonly { readonly entries: number; readonly rate: Spread }[]
  readonly names?: readonly NamesStanding[]
  readonly ledger?: LedgerStanding
  readonly former?: FormerStanding
  readonly pages?: PagesStanding
  readonly processor?: readonly ProcessorStanding[]
  readonly host?: HostStanding
  readonly window?: WindowStandings
  readonly scroll?: readonly ScrollStanding[]
  readonly memory?: MemoryStanding
  readonly delay?: DelayStanding
  readonly idle?: IdleStanding
  readonly size?: SizeStanding
}

export type Section = Exclude<keyof Results, 'machine' | 'measured' | 'duplicates' | 'ledgers'>

export const sections: readonly Section[] = [
  'ceiling',
  'peers',
  'settings',
  'distance',
  'starvation',
  'slow-service',
  'sql',
  'names',
  'ledger',
  'former',
  'pages',
  'processor',
  'host',
  'window',
  'scroll',
  'memory',
  'delay',
  'idle',
  'size',
]
