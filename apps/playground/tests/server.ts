import { fileURLToPath } from 'node:url';

import { build, preview, type PreviewServer } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built playground is served, without the last slash. */
    address: string;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));

let server: PreviewServer | undefined;

/** Builds the playground as it is shipped and serves it on a free port. FIGMENT_ADDRESS names one that runs already. */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env['FIGMENT_ADDRESS'];
  if (given !== undefined && given !== '') {
    project.provide('address', given.replace(/\/$/, ''));
    return;
  }
  // The test runner calls its environment "test", and what is built would be what developers run: with every effect twice.
  process.env['NODE_ENV'] = 'production';
  await build({ root, logLevel: 'warn' });
  server = await preview({ root, logLevel: 'warn', preview: { port: 0, strictPort: false, open: false } });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The preview server gave no address.');
  project.provide('address', address.replace(/\/$/, ''));
}

export async function teardown(): Promise<void> {
  await server?.close();
}
