import { selectBackend } from '@figment/core';
import { memory } from '@figment/core/ops';
import { checkKind, fromHost, toHost } from '@figment/core/plugin';
import { beforeAll, expect, it } from 'vitest';

import './kind-of-your-own.ts';

beforeAll(async () => { await selectBackend({ prefer: 'cpu' }); });

it('is checked and carried like any other', async () => {
  const before = memory().numTensors;
  const scale = fromHost('melody', { data: Int32Array.of(60, 62, 64), shape: [3] });
  checkKind('melody', scale, 'input.theme');
  expect((await toHost('melody', scale)).data).toEqual(Int32Array.of(60, 62, 64));
  expect(() => { checkKind('melody', 'do re mi', 'input.theme'); }).toThrow('input.theme must be int32 of shape [T], in [0, 127], got "do re mi".');
  scale.dispose();
  expect(memory().numTensors).toBe(before);
});
