import type { Tensor } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { ones, slice, sub, sum, tensor, tidy, unstack, valueAndGrads } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { beforeAll, expect, it } from 'vitest';

import { expectNoLeaks } from '../testing/leaks.ts';
import { fillWithNumbers, tensorOf } from '../testing/numbers.ts';
import { StyleGenerator, type StyleGeneratorOptions } from './generators/style.ts';
import { Pass } from './pass.ts';

beforeAll(() => selectBackend({ prefer: 'wasm' }));
expectNoLeaks();

function generatorOf(options: Partial<StyleGeneratorOptions> = {}): StyleGenerator {
  return new StyleGenerator(key(5), { size: 16, pictureChannels: 1, latentSize: 6, styleSize: 5, mappingLayers: 2, channels: 4, maxChannels: 8, ...options });
}

const still = new Pass({ training: false });
const data = (x: Tensor): number[] => Array.from(x.dataSync());

it('has two styles a resolution and one for the picture, all of which drive it', () => {
  for (const outputs of ['skip', 'residual'] as const) {
    const generator = generatorOf({ outputs });
    expect(generator.styleLayers).toBe(6);
    fillWithNumbers(generator);
    tidy(() => {
      const styles = generator.styles(normal(key(1), [2, 6]), undefined, still);
      const { gradients: [slope] } = valueAndGrads(() => sum(generator.synthesize(styles, undefined, still)), [styles]);
      for (const layer of unstack(slope!, 1)) expect(Math.max(...data(layer).map(Math.abs))).toBeGreaterThan(0);
      // Styles of pictures are read at each resolution where there are pictures.
      const readers = Array.from({ length: 6 }, (_, layer) => generator.styleMaps(layer).length);
      expect(readers).toEqual(outputs === 'skip' ? [1, 2, 1, 2, 1, 1] : [1, 1, 1, 1, 1, 1]);
      for (const map of generator.styleMaps(1)) expect(map.shape[0]).toBe(5);
    });
    generator.dispose();
  }
});

it('draws the same picture with the same key, another with another, and no noise without', () => {
  const generator = generatorOf();
  fillWithNumbers(generator);
  tidy(() => {
    const styles = generator.styles(normal(key(1), [2, 6]), undefined, still);
    const drawn = (seed?: number): number[] => data(generator.synthesize(styles, undefined, new Pass({ training: false, key: seed === undefined ? undefined : key(seed) })));
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(4)).not.toEqual(drawn(3));
    expect(drawn()).toEqual(drawn());
    expect(drawn()).not.toEqual(drawn(3));
  });
  generator.dispose();
});

it('takes the fine styles of some pictures from another latent, in training only', () => {
  const generator = generatorOf({ mixing: 0.5 });
  fillWithNumbers(generator);
  tidy(() => {
    const z = normal(key(1), [64, 6]);
    const alone = generator.styles(z, undefined, new Pass({ training: false, key: key(2) }));
    const mixed = generator.styles(z, undefined, new Pass({ training: true, key: key(2) }));
    const differs = unstack(sub(alone, mixed), 0).map((picture) => unstack(picture, 0).map((layer) => data(layer).some((x) => x !== 0)));
    // Never the coarsest; once another latent took over, it stays.
    for (const layers of differs) {
      expect(layers[0]).toBe(false);
      expect(layers).toEqual([...layers].sort((a, b) => Number(a) - Number(b)));
    }
    const share = differs.filter((layers) => layers.at(-1)).length / 64;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.7);
    expect(data(generator.styles(z, undefined, new Pass({ training: true })))).toEqual(data(alone));
  });
  generator.dispose();
});

it('truncates towards the mean of the styles that it has seen', () => {
  const generator = generatorOf({ classes: 2 });
  fillWithNumbers(generator);
  tidy(() => {
    const labels = tensor(Array.from({ length: 512 }, (_, i) => i % 2), [512], 'int32');
    const z = tensorOf([512, 6], 3);
    const pass = new Pass({ training: true });
    const styles = generator.styles(z, labels, pass);
    for (const [buffer, value] of pass.updates) buffer.assign(value);
    const ofClass = (label: number): number[] => {
      const own = data(slice(styles, [0, 0, 0], [512, 1, 5])).map((x, i) => [x, i] as const).filter(([, i]) => Math.floor(i / 5) % 2 === label);
      return Array.from({ length: 5 }, (_, s) => own.filter(([, i]) => i % 5 === s).reduce((total, [x]) => total + x, 0) / 256);
    };
    const mean = data(generator.truncate(slice(styles, [0, 0, 0], [2, -1, -1]), 0, tensor([0, 1], [2], 'int32')));
    [0, 1].forEach((label) => { ofClass(label).forEach((x, s) => { expect(mean[label * 30 + s]).toBeCloseTo(x, 2); }); });
    const whole = data(styles);
    data(generator.truncate(styles, 1, labels)).forEach((x, i) => { expect(Math.abs(x - whole[i]!)).toBeLessThan(1e-5); });
  });
  generator.dispose();
});

it('asks for labels where there are classes', () => {
  const generator = generatorOf({ classes: 2 });
  tidy(() => { expect(() => generator.styles(ones([1, 6]), undefined, still)).toThrow('A network of classes needs labels, int32 [B], got none.'); });
  generator.dispose();
});
