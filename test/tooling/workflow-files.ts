import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseDocument } from 'yaml'

const folder = resolve(import.meta.dirname, '../../.github/workflows')

type Named<T> = Readonly<Record<string, T>>
type Rights = Named<'read' | 'write'>

export interface Step {
  readonly name?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly with?: Named<string | boolean | number>
  readonly env?: Named<string>
}

export interface Job {
  readonly strategy?: {
    readonly matrix: Named<readonly string[]> & { readonly include?: readonly Named<string>[] }
  }
  readonly 'runs-on'?: string
  readonly 'timeout-minutes'?: number
  readonly permissions?: Rights
  readonly uses?: string
  readonly with?: Named<string>
  readonly secrets?: Named<string>
  readonly env?: Named<string>
  readonly steps?: readonly Step[]
}

interface Call {
  readonly inputs?: Named<{ readonly required?: boolean }>
  readonly secrets?: Named<{ readonly required?: boolean }>
}

export interface Workflow {
  readonly file: string
  /** What is wrong with it as YAML. */
  readonly faults: readonly string[]
  readonly text: string
  readonly on: Named<unknown> & { readonly workflow_call?: Call }
  readonly permissions?: Rights
  readonly concurrency?: { readonly group: string }
  readonly jobs: Named<Job>
}

const readWorkflow = (file: string): Workflow => {
  const text = readFileSync(resolve(folder, file), 'utf8')
  const document = parseDocument(text, { uniqueKeys: true })
  const faults = [...document.errors, ...document.warnings].map(({ message }) => message)
  return { ...(document.toJS() as Workflow), file, text, faults }
}

/** Every workflow, as YAML 1.2 reads it. */
export const workflows: readonly Workflow[] = readdirSync(folder).sort().map(readWorkflow)

export const workflow = (file: string): Workflow => {
  const found = workflows.find((one) => one.file === file)
  if (found === undefined) throw new Error(`There is no workflow ${file}`)
  return found
}

export interface PlacedStep {
  /** `ci.yml, code, 3`: for messages. */
  readonly where: string
  readonly job: Job
  readonly step: Step
}

export const allJobs = workflows.flatMap(({ file, jobs }) =>
  Object.entries(jobs).map(([name, job]) => ({ where: `${file}, ${name}`, file, name, job })),
)

export const allSteps: readonly PlacedStep[] = allJobs.flatMap(({ where, job }) =>
  (job.steps ?? []).map((step, index) => ({ where: `${where}, step ${index + 1}`, job, step })),
)
