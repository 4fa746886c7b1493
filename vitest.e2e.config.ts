import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/server.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // One browser at a time: the machine may have two cores only.
    fileParallelism: false,
    retry: 0,
  },
});
