import { cpSync, existsSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';

import sirv from 'sirv';
import type { Plugin } from 'vite';

/** Scripts and package metadata lie beside the models, and are not served. */
const served = (path: string): boolean =>
  !['node_modules', 'scripts', 'package.json'].includes(basename(path)) && !['.ts', '.tsx'].includes(extname(path));

/**
 * Serves the workspace package of trained models and data sets at `/models`: as it is in development, copied into the build.
 * sirv answers range requests, so a large file is never sent whole when a part is asked for.
 */
export function models(folder: string): Plugin {
  let outDir = 'dist';
  return {
    name: 'figment-models',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      const handle = sirv(folder, { dev: true, etag: true });
      server.middlewares.use('/models', (request, response) => {
        handle(request, response, () => {
          // Without this the page itself would be the answer, and a missing model would look like a broken one.
          response.statusCode = 404;
          response.end();
        });
      });
    },
    configurePreviewServer(server) {
      server.middlewares.use('/models', (request, response, next) => {
        const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
        if (existsSync(join(outDir, 'models', path))) next();
        else {
          response.statusCode = 404;
          response.end();
        }
      });
    },
    closeBundle() {
      if (existsSync(folder)) cpSync(folder, join(outDir, 'models'), { recursive: true, dereference: true, filter: served });
    },
  };
}
