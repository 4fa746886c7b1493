import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,conformance,property,scenarios,architecture}/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
  },
});
