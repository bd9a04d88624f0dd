import { defineConfig } from '@playwright/test'

// One app at a time: each has a PostgreSQL and a browser of its own.
export default defineConfig({
  testDir: 'test/e2e',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  globalTeardown: './test/e2e/tell-host.ts',
})
