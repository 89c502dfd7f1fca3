import base from '/work/main/apps/playground/vite.config.ts';
import { mergeConfig } from '/work/main/apps/playground/node_modules/vite/dist/node/index.js';
export default mergeConfig(base, { root: '/work/main/apps/playground', build: { outDir: '/tmp/pgdist', emptyOutDir: true, rollupOptions: { shimMissingExports: true } }, worker: { rollupOptions: { shimMissingExports: true } } });
