import { describe, expect, it } from 'vitest';

import { painter } from '../../test/painter.ts';
import { configForData } from './config-for-data.ts';

const fields = { image: { kind: 'image', shape: [16, 16, 1] }, caption: { kind: 'text' } } as const;

describe('configForData', () => {
  it('fills in what follows from the data', () => {
    expect(configForData(painter, { latent: 4 }, fields)).toEqual({ image: { size: 16, channels: 1 }, latent: 4 });
  });

  it('lets what the user says go before, deep inside too', () => {
    expect(configForData(painter, { image: { size: 8, channels: undefined } }, fields)).toEqual({ image: { size: 8, channels: 1 } });
    expect(configForData(painter, { image: 3 }, fields)).toEqual({ image: 3 });
  });

  it('refuses data without the fields that the model learns from', () => {
    expect(() => configForData(painter, {}, { caption: { kind: 'text' } })).toThrow(expect.objectContaining({ code: 'DATA_INVALID', message: 'test/painter learns from image (image), but this data has caption (text).' }));
    expect(() => configForData(painter, {}, { image: { kind: 'audio' } })).toThrow('this data has image (audio)');
  });
});
