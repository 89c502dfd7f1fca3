import { Command } from 'commander';
import { expect, it } from 'vitest';

import { addBackendFlags, backendOptions } from './backend-flags.ts';

const parse = (...argv: string[]) => backendOptions(addBackendFlags(new Command()).parse(argv, { from: 'user' }).opts());

it('leaves the choice to core where nothing is said', () => {
  expect(parse()).toEqual({});
});

it('asks for a backend by its name, and for torch where a device is named', () => {
  expect(parse('--backend', 'wasm')).toEqual({ prefer: 'wasm' });
  expect(parse('--device', 'cuda:1')).toEqual({ prefer: 'torch', torch: { device: 'cuda:1' } });
  expect(parse('--backend', 'torch', '--device', 'cpu')).toEqual({ prefer: 'torch', torch: { device: 'cpu' } });
});

it('refuses a device of another backend', () => {
  expect(() => parse('--backend', 'wasm', '--device', 'cpu')).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID', message: '--device chooses a device of the backend torch, got --backend wasm.' }));
});
