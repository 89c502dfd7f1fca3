import { defaultClientConditions, defineConfig } from 'vite';

// In this repository packages are taken from their sources.
export default defineConfig({ resolve: { conditions: ['@figment/source', ...defaultClientConditions] }, build: { target: 'es2022' } });
