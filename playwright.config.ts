import { defineConfig } from '@playwright/test'

// Each app has a PostgreSQL and a browser of its own, which keep one processor busy.
export default defineConfig({
  testDir: 'test/e2e',
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  globalSetup: './test/e2e/before-all.ts',
  globalTeardown: './test/e2e/tell-host.ts',
})
