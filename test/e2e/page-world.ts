import type { MonitorClient } from '../../src/contract/monitor.ts'

/** What functions that run inside the page use of it; tests are compiled without the types of the DOM. */
export interface PageWorld {
  readonly sluice: MonitorClient
  readonly open: (url: string) => unknown
  readonly fetch: (
    path: string,
  ) => Promise<{ readonly status: number; readonly headers: { get(name: string): string | null } }>
  readonly location: { href: string }
  readonly document: {
    readonly body: { append(node: unknown): void; click(): void }
    createElement(name: string): Record<string, unknown> & { click(): void }
  }
  readonly navigator: {
    readonly permissions: { query(what: { readonly name: string }): Promise<{ readonly state: string }> }
    readonly mediaDevices: { getUserMedia(what: { readonly video: boolean }): Promise<unknown> }
  }
}
