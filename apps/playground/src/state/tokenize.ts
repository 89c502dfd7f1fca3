import { type Remote, wrap } from 'comlink';

import { carryErrorCodes } from '../workers/errors.ts';
import type { Tokenize } from '../workers/tokenize-protocol.ts';

carryErrorCodes();

/** A worker that tokenizes; it loads no models, so the page has its tokens before a backend has started. */
function start(): { readonly worker: Worker; readonly remote: Remote<Tokenize> } {
  const worker = new Worker(new URL('../workers/tokenize.ts', import.meta.url), { type: 'module', name: 'figment-tokenize' });
  return { worker, remote: wrap<Tokenize>(worker) };
}

let remote: Remote<Tokenize> | undefined;

/** The worker that all pages share, started when first asked for. */
export function tokenize(): Remote<Tokenize> {
  remote ??= start().remote;
  return remote;
}

/** A worker for one long task: typing goes on meanwhile, and ending it stops the task at once. */
export function tokenizeAside(): { readonly remote: Remote<Tokenize>; readonly end: () => void } {
  const { worker, remote: aside } = start();
  return { remote: aside, end: () => { worker.terminate(); } };
}
