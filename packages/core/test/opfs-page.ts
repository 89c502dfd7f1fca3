/** A page that holds the store of the browser's own file system to what stores promise. What came of it stands in `globalThis.results`. */
import { opfsStore } from '../src/checkpoint/stores/opfs.ts';
import { isFigmentError } from '../src/errors.ts';
import { storeConformance } from './store-conformance.ts';

const tests: { name: string; test: () => Promise<void> }[] = [];
let places = 0;

function equal(actual: unknown, expected: unknown): void {
  const [got, want] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== want) throw new Error(`got ${got}, expected ${want}`);
}

storeConformance({ it: (name, test) => tests.push({ name, test }), equal }, () => {
  const name = `conformance/${(places += 1)}`;
  return Promise.resolve(() => opfsStore(name));
});

const results: Record<string, string> = {};
for (const { name, test } of tests) {
  results[name] = await test().then(() => 'passed', (error: unknown) => String(error));
}

/** Called with next to no quota left. */
async function overfill(): Promise<unknown> {
  const store = opfsStore('full');
  const told = await store.write('large', [new Uint8Array(8 * 2 ** 20), new Uint8Array(8 * 2 ** 20)]).catch((error: unknown) => error);
  return { code: isFigmentError(told) ? told.code : String(told), left: await store.list('') };
}

Object.assign(globalThis, { results, overfill });
