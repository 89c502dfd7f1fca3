import { installKernels } from '@figment/core/backend';
import { afterEach, expect, it, vi } from 'vitest';

import type { Output } from '../output/output.ts';
import { checkBackends } from './check-backends.ts';

let lines: string[] = [];
let events: object[] = [];
const output: Output = {
  json: false, interactive: false, colours: false,
  line(text = '') { lines.push(text); },
  text: () => undefined,
  event(type, value) { events.push({ type, ...value }); },
  warn: () => undefined,
};
afterEach(() => {
  [lines, events] = [[], []];
  vi.unstubAllEnvs();
});

it('counts by family what is right', async () => {
  await checkBackends({ backends: ['cpu'], filter: 'pooling' }, output);
  const text = lines.join('\n');
  expect(text).toContain('cpu   CPU, JavaScript');
  expect(text).toMatch(/ {2}pooling +\d+ +\d+ +\d+ +0/);
  expect(text).toContain('; 0 wrong');
  expect(events).toMatchObject([{ type: 'check', backend: 'cpu', wrong: 0, verdicts: [] }]);
});

it('names each case that is wrong, and fails', async () => {
  const putBack = installKernels('cpu', { Transpose: () => { throw new Error('no way round'); } });
  await expect(checkBackends({ backends: ['cpu'], filter: 'pixelShuffle' }, output)).rejects.toMatchObject({ code: 'BACKEND_WRONG' });
  putBack();
  expect(lines.join('\n')).toContain('  WRONG images: pixelShuffle: forward: throws without a code: no way round');
  expect(events).toMatchObject([{ type: 'check', wrong: 1, verdicts: [{ family: 'images', name: 'pixelShuffle', aspect: 'forward' }, { aspect: 'gradient' }, { aspect: 'second' }] }]);
});

it('fails for a backend that was named and is not there, and goes past one that was not', async () => {
  vi.stubEnv('FIGMENT_TORCH_PYTHON', '/nowhere/python');
  await expect(checkBackends({ backends: ['torch'], filter: 'pooling' }, output)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
  await expect(checkBackends({ backends: ['cpu'], filter: 'abacus' }, output)).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
});
