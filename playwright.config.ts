import { defineConfig } from '@playwright/test';
import { chromiumPath } from './e2e/chromium.ts';

// Journeys of real people through the real product, started by e2e/global-setup.ts as the README's start command does.
export default defineConfig({
  testDir: './e2e',
  globalSetup: './e2e/global-setup.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  projects: [
    { name: 'first start', testMatch: 'first-start.spec.ts' },
    // Everybody else comes after there is an administrator.
    {
      name: 'journeys',
      testMatch: '*.spec.ts',
      testIgnore: 'first-start.spec.ts',
      dependencies: ['first start'],
    },
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromiumPath() ?? undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
