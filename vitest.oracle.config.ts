import { defineConfig } from 'vitest/config';

// The long differential runs against real servers (`npm run test:oracle`); `npm test` runs a share of each.
export default defineConfig({
  test: {
    include: ['lib/**/*.oracle.test.ts'],
    globalSetup: './lib/testing/global-setup.ts',
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
