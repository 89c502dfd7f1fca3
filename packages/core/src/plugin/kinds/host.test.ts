import '@tensorflow/tfjs-backend-cpu';

import { memory, setBackend, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Kind, Kinds } from '../spec/v1.ts';
import { fromHost, type HostValue, toHost, transferList } from './host.ts';
import { checkKind, checkKindNumbers, knownKinds, registerKind } from './kind.ts';

/** A kind of somebody else. The compiler is not told of it, as a plugin would (`examples/plugin-lstm`): this file is part of the package's own program. */
const ofAnother = 'mesh' as Kind;

await setBackend('cpu');
let before = 0;
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors).toBe(before); });

const floats = (...shape: number[]): Tensor => tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i / 64), shape);
const examples = {
  text: () => 'cake',
  chat: () => [{ role: 'user', content: 'cake?' }],
  tokens: () => tensor([3, 1], [2], 'int32'),
  image: () => floats(2, 2, 3),
  mask: () => floats(2, 2, 1),
  audio: () => ({ samples: floats(4), rate: 16000 }),
  video: () => floats(2, 2, 2, 1),
  embedding: () => floats(5),
  points: () => floats(3, 2),
  label: () => 4,
  score: () => ({ score: 0.25, threshold: 0.5 }),
  attention: () => ({ tokens: ['a', 'pie'], weights: floats(1, 1, 2, 2) }),
  likelihood: () => ({ tokens: [{ text: 'pie', logProbability: -1 }], logProbability: -1, perplexity: Math.E, bitsPerByte: 0.5 }),
} satisfies { readonly [K in Kind]?: () => Kinds[K] };

describe.each(Object.keys(examples) as (keyof typeof examples)[])('a value of kind %s', (kind) => {
  it('survives the way to a worker and back', async () => {
    const value = examples[kind]();
    checkKind(kind, value, 'input.it');
    await checkKindNumbers(kind, value, 'input.it');
    const host = await toHost(kind, value);
    const received = structuredClone(host, { transfer: transferList(host) });
    const back = fromHost(kind, received);
    checkKind(kind, back, 'input.it');
    expect(await toHost(kind, back)).toEqual(received);
    for (const each of [value, back]) dispose(each);
  });

  it('is refused where it is something else', () => {
    expect(() => { checkKind(kind, undefined, 'input.it'); }).toThrow(expect.objectContaining({ code: 'INPUT_INVALID', message: expect.stringMatching(/^input\.it must be .*, got nothing\.$/) as string }));
    expect(() => { checkKind(kind, { samples: 3 }, 'input.it'); }).toThrow(/^input\.it must be/);
  });
});

function dispose(value: unknown): void {
  const tensors = [value, (value as { samples?: unknown }).samples, (value as { weights?: unknown }).weights];
  for (const each of tensors) if (each instanceof Object && 'dispose' in each) (each as Tensor).dispose();
}

describe('values on the host', () => {
  it('are read as copies, and every memory is handed over once', async () => {
    const image = floats(2, 2, 1);
    const host = await toHost('image', image);
    (host.data as Float32Array).fill(9);
    expect((await image.data())[3]).toBeCloseTo(3 / 64);
    expect(transferList([host, host, { text: 'x' }])).toEqual([host.data.buffer]);
    image.dispose();
  });

  it('of bytes become numbers from 0 to 1', async () => {
    const image = fromHost('image', { data: Uint8Array.of(0, 51, 255, 102), shape: [2, 2, 1] });
    expect(image.dtype).toBe('float32');
    expect([...(await image.data())].map((x) => x.toFixed(4))).toEqual(['0.0000', '0.2000', '1.0000', '0.4000']);
    image.dispose();
  });

  it('are refused when numbers and shape disagree, and nothing is left', () => {
    const wrong = { vertices: { data: new Float32Array(6), shape: [2, 3] }, faces: [{ corners: { data: new Int32Array(2), shape: [3] } }], unit: 'm' } as unknown as HostValue<Kind>;
    expect(() => fromHost(ofAnother, wrong)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID', message: 'mesh.faces[0].corners has 2 numbers, but its shape [3] holds 3.' }));
  });
});

describe('a kind of somebody else', () => {
  it('is checked and carried like ours once it is registered', async () => {
    const mesh = { vertices: floats(2, 3), faces: [{ corners: tensor([0, 1, 0], [3], 'int32') }], unit: 'm' };
    expect(() => { checkKind(ofAnother, mesh, 'input.mesh'); }).toThrow(expect.objectContaining({ code: 'PLUGIN_INVALID' }));
    const rule = { accepts: 'a mesh', problem: (value: unknown) => (typeof value === 'object' && value !== null && 'vertices' in value ? undefined : 'no mesh') };
    registerKind(ofAnother, rule);
    registerKind(ofAnother, rule);
    expect(() => { registerKind(ofAnother, { ...rule }); }).toThrow('the kind "mesh" is registered already');
    expect(knownKinds()).toContain('mesh');
    checkKind(ofAnother, mesh, 'input.mesh');
    expect(() => { checkKind(ofAnother, 1, 'input.mesh'); }).toThrow('input.mesh must be a mesh, got no mesh.');
    const host = await toHost(ofAnother, mesh as never);
    expect(host).toMatchObject({ unit: 'm', vertices: { shape: [2, 3] }, faces: [{ corners: { data: Int32Array.of(0, 1, 0) } }] });
    mesh.vertices.dispose();
    for (const { corners } of mesh.faces) corners.dispose();
  });
});
