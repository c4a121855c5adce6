import { defineConfig } from 'vitest/config';

// Two projects: `pure` needs nothing but Node; `pg` starts real PostgreSQL servers (lib/testing/cluster.ts).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{lib,app,components,bin}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.pg.test.ts', '**/*.oracle.test.ts', 'node_modules/**'],
          // No test takes seconds on its own; a machine with much else to do may make it take some.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: ['lib/**/*.pg.test.ts'],
          globalSetup: './lib/testing/global-setup.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // A file leaves nothing behind but warm code: what a service replaces for a test it puts back.
          isolate: false,
          // After the pure ones, so that both cores belong to the servers.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
