import { defineConfig } from 'vitest/config';

// Packing, installing and starting a browser take their time.
export default defineConfig({ test: { name: 'packed', testTimeout: 120_000, hookTimeout: 300_000 } });
