import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import sirv from 'sirv';
import { build, createServer, preview } from 'vite';

/** Makes a page cross-origin isolated: only there is memory shared between threads. */
export const isolating = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

type Headers = Readonly<Record<string, string>>;

export interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** No settings: what works here works without any. */
const withoutSettings = (root: string) => ({ root, configFile: false, logLevel: 'error' }) as const;

export async function viteDevelopment(root: string, headers: Headers): Promise<Served> {
  const server = await createServer({ ...withoutSettings(root), server: { port: 0, headers } });
  await server.listen();
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

export async function viteBuild(root: string, headers: Headers): Promise<Served> {
  await build(withoutSettings(root));
  const server = await preview({ ...withoutSettings(root), preview: { port: 0, headers } });
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

/** Files as they are. */
export async function plainServer(root: string, headers: Headers): Promise<Served> {
  const files = sirv(root, { dev: true, setHeaders: (response) => { for (const [name, value] of Object.entries(headers)) response.setHeader(name, value); } });
  const server = createHttpServer((request, response) => { files(request, response, () => { response.writeHead(404).end(); }); });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/import-map.html`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
