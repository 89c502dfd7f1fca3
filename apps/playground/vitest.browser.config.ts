import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'playground in chromium',
    include: ['tests/**/*.browser.ts'],
    globalSetup: ['tests/server.ts'],
    // A browser is a heavy thing: one at a time.
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
