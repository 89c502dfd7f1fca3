import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import sirv from 'sirv';
import { build } from 'vite';

/** The page, built as an application is, beside the shipped models. One thread: it is not cross-origin isolated. */
export async function servePage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'figment-bench-page-'));
  await build({ root: fileURLToPath(new URL('.', import.meta.url)), configFile: false, logLevel: 'error', build: { outDir: folder, target: 'es2022' } });
  const models = dirname(fileURLToPath(import.meta.resolve('@figment/models/package.json')));
  const [page, shipped] = [sirv(folder), sirv(models)];
  const server = createServer((request, response) => {
    const missing = (): void => { response.writeHead(404).end(); };
    if (request.url?.startsWith('/models/') !== true) { page(request, response, missing); return; }
    request.url = request.url.slice('/models'.length);
    shipped(request, response, missing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
