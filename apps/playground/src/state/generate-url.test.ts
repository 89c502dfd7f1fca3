import { describe, expect, it } from 'vitest';

import { type GenerateAddress, parseAddress, writeAddress } from './generate-url.ts';

const address: GenerateAddress = { model: 'models/a', task: 'interpolate', seed: 7, options: { steps: 3 }, inputs: { from: 'emoji:12', latent: [0.5, -1] } };

describe('the address of a result', () => {
  it('says again what was written', () => {
    expect(parseAddress(writeAddress(new URLSearchParams(), address))).toEqual(address);
  });

  it('keeps what is not its own, such as the language', () => {
    expect(writeAddress(new URLSearchParams('lang=ko'), address).get('lang')).toBe('ko');
  });

  it('opens even when it was cut off', () => {
    expect(parseAddress(new URLSearchParams('seed=x&options={"steps"&inputs=[1]'))).toEqual({ model: undefined, task: undefined, seed: 1, options: {}, inputs: {} });
  });
});
