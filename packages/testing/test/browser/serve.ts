import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, defaultClientConditions, type InlineConfig, preview } from 'vite';

/** A page that is served until it is closed. */
export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/** Builds the page of this folder from the sources of the workspace, and serves it on a free port. */
export async function serve(): Promise<Served> {
  const outDir = await mkdtemp(join(tmpdir(), 'figment-check-'));
  const config: InlineConfig = {
    configFile: false, root: fileURLToPath(new URL('.', import.meta.url)), logLevel: 'error',
    resolve: { conditions: ['@figment/source', ...defaultClientConditions] },
    build: { target: 'es2022', outDir, emptyOutDir: true, chunkSizeWarningLimit: 4000 },
    preview: { port: 0, strictPort: false, open: false },
  };
  await build(config);
  const server = await preview(config);
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
