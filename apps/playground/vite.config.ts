import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

import { models } from './vite/models.ts';

const workspace = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  // Relative, so that the build also works below a path (a static host's project page).
  base: process.env['FIGMENT_BASE'] ?? '/',
  plugins: [react(), models(`${workspace}models`)],
  resolve: { conditions: ['@figment/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: { target: 'es2022', sourcemap: true, chunkSizeWarningLimit: 1500 },
});
