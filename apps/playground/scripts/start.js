#!/usr/bin/env node
// @ts-check
/**
 * `npm start`: builds the playground, serves it, prints its address and opens it where there is a screen.
 *
 * PORT says where to listen (4173, or the next that is free); FIGMENT_OPEN=0 opens nothing.
 */
import { fileURLToPath } from 'node:url';

import { build, preview } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const asked = process.env['PORT'];
const port = asked === undefined || asked === '' ? 4173 : Number(asked);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`PORT must be a whole number from 0 to 65535, got ${String(asked)}.`);
  process.exit(1);
}

/** True where a browser window could appear, and somebody is there to see it. */
function hasScreen() {
  if (process.env['FIGMENT_OPEN'] === '0' || process.env['CI'] || process.env['SSH_CONNECTION'] || !process.stdout.isTTY) return false;
  return process.platform === 'linux' ? Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']) : true;
}

/** @type {import('vite').PreviewServer | undefined} */
let server;
let leaving = false;

/** @param {number} code */
function leave(code) {
  if (leaving) process.exit(code);
  leaving = true;
  // A page that is still loading must not keep the terminal.
  setTimeout(() => process.exit(code), 500).unref();
  void Promise.resolve(server?.close()).finally(() => process.exit(code));
}
// Ctrl-C is how this is meant to end, so it ends well: npm prints no error.
process.on('SIGINT', () => { leave(0); });
process.on('SIGTERM', () => { leave(0); });
process.on('SIGHUP', () => { leave(0); });

// npm and a shell stand between the terminal and us. When they are ended without us being told, nobody else would stop this server.
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) leave(0); }, 1000).unref();

const from = Date.now();
console.log('Building the playground …');
try {
  await build({ root, logLevel: 'error' });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('\nThe playground could not be built. `npx pnpm@10.34.9 install` brings missing packages; the message above says what else is wrong.');
  process.exit(1);
}
console.log(`Built in ${((Date.now() - from) / 1000).toFixed(0)} s.\n`);

server = await preview({ root, logLevel: 'info', preview: { port, strictPort: false, open: hasScreen() } });
const address = server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`;
if (port !== 0 && asked !== undefined && !address.includes(`:${port}`)) console.log(`Port ${port} is taken; the next free one serves.`);
console.log(`  Figment playground: ${address}\n\n  Stop it with Ctrl-C.`);
