import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { selectBackend } from '@figment/core/backend';
import { memory, tensor } from '@figment/core/ops';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findCases } from './find-cases.ts';
import { type AnyKind, type GoldenKind, Skip } from './kind.ts';
import { loadKinds } from './kinds.ts';
import { runCase } from './run-case.ts';

const shipped = fileURLToPath(new URL('../test/cases', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'golden-'));
let count = 0;

/** Writes a case folder; what is a string goes to case.json as it is. */
function write(content: object | string): string {
  const folder = join(scratch, `case-${count++}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'case.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

const array = (...data: (number | string)[]) => ({ shape: [data.length], dtype: 'float32', data });
const silu = (changes: object = {}) => ({
  id: 'ops/silu',
  kind: 'ops',
  params: { op: 'silu' },
  inputs: { x: array(0, 1) },
  expected: { y: array(0, 0.7310586) },
  tolerance: { default: { atol: 1e-6, rtol: 1e-5 } },
  ...changes,
});

/** A kind that gives back what it is told. */
const echo = (run: GoldenKind['run']) => new Map<string, AnyKind>([['echo', { name: 'echo', run }]]);
const echoCase = (expected: object, tolerance: unknown = { default: { atol: 0, rtol: 0 } }) => write({ id: 'echo', kind: 'echo', expected, tolerance });

describe('the golden runner', () => {
  let kinds: Map<string, AnyKind>;

  beforeAll(async () => {
    await selectBackend({ prefer: 'wasm' });
    kinds = await loadKinds();
  });
  afterAll(() => {
    rmSync(scratch, { recursive: true });
  });

  it('passes cases of the reference library, and leaves no tensor', async () => {
    const before = memory().numTensors;
    const folders = findCases(shipped);
    expect(folders).toHaveLength(4);
    for (const folder of folders) expect(await runCase(folder, kinds)).toMatchObject({ status: 'pass' });
    expect(memory().numTensors).toBe(before);
  });

  it('fails a value outside of the tolerance, and says where and by how much', async () => {
    const outcome = await runCase(write(silu({ expected: { y: array(0, 0.74) } })), kinds);
    expect(outcome).toMatchObject({ id: 'ops/silu', status: 'fail', detail: expect.stringMatching(/^y\[1\] is 0\.731.*, expected 0\.74\d*: off by 8\.94e-3, allowed 8\.40e-6; 1 of 2 outside$/) as string });
  });

  it.each([
    ['a shape that differs', silu({ expected: { y: array(0) } }), 'y has shape [2], expected [1]'],
    ['a gradient that differs', silu({ expected: { y: array(0, 0.7310586), grad: { x: array(0.5, 0.5) } } }), 'grad.x[1] is 0.927'],
    ['an option that nobody obeys', silu({ params: { op: 'silu', beta: 2 } }), 'not obeyed: option beta'],
    ['an input that nobody reads', silu({ inputs: { x: array(0, 1), y: array(1) } }), 'not obeyed: input y'],
    ['an expectation that nobody computes', silu({ expected: { z: array(1) } }), 'z was not computed'],
    ['a missing input', silu({ inputs: {} }), 'the case has no input x'],
    ['no expectation', silu({ expected: {} }), 'the case expects nothing'],
    ['no tolerance', silu({ tolerance: {} }), 'no tolerance for y'],
    ['a tolerance with an unknown rule', silu({ tolerance: { default: { ulp: 1 } } }), 'has ulp, which this runner does not know'],
    ['fewer numbers than the shape holds', silu({ inputs: { x: { shape: [3], dtype: 'float32', data: [1, 2] } } }), 'must hold 3 numbers, got 2'],
    ['an array in a file that is not there', silu({ inputs: { x: { shape: [1], dtype: 'float32', file: 'a.safetensors', key: 'x' } } }), 'a.safetensors'],
    ['a setting of the wrong type', silu({ params: { op: 5 } }), 'op must be a string, got 5'],
    ['JSON that breaks off', '{"id": "x", "kind"', 'JSON'],
    ['no kind', silu({ kind: undefined }), 'must name its kind'],
  ])('fails a case with %s, with the reason', async (_, content, reason) => {
    const before = memory().numTensors;
    const outcome = await runCase(write(content), kinds);
    expect(outcome.status).toBe('fail');
    expect(outcome.detail).toContain(reason);
    expect(memory().numTensors).toBe(before);
  });

  it.each([
    ['a kind it does not know', silu({ kind: 'opera' }), 'no check for cases of kind opera'],
    ['an operation it does not know', silu({ params: { op: 'warp' } }), 'there is no operation warp'],
  ])('skips %s, with the reason', async (_, content, reason) => {
    expect(await runCase(write(content), kinds)).toMatchObject({ status: 'skip', detail: reason });
  });

  it('skips what a kind says is out of its reach', async () => {
    const refuse = () => {
      throw new Skip('needs a GPU');
    };
    expect(await runCase(echoCase({ y: 1 }), echo(refuse))).toMatchObject({ status: 'skip', detail: 'needs a GPU' });
  });

  it('fails a kind that leaves tensors', async () => {
    let kept: { dispose(): void } | undefined;
    const outcome = await runCase(echoCase({ y: 1 }), echo(() => {
      kept = tensor([1]);
      return { y: 1 };
    }));
    kept?.dispose();
    expect(outcome).toMatchObject({ status: 'fail', detail: '1 tensors were left behind' });
  });

  it.each<[string, object, unknown, object, string]>([
    ['numbers within atol', { y: [1, 2] }, { default: { atol: 0.1, rtol: 0 } }, { y: [1.05, 2] }, 'pass'],
    ['the longest dotted prefix of a tolerance', { a: { b: 1 } }, { a: { atol: 1, rtol: 0 }, 'a.b': { atol: 0, rtol: 0 } }, { 'a.b': 1.5 }, 'fail'],
    ['atol for each step', { y: [[1], [1]] }, { default: { rtol: 0, atolPerStep: [0, 0.5] } }, { y: [[1], [1.4]] }, 'pass'],
    ['atol for each step at the wrong step', { y: [[1], [1]] }, { default: { rtol: 0, atolPerStep: [0, 0.5] } }, { y: [[1.4], [1]] }, 'fail'],
    ['atol as a part of the largest', { y: [100, 0] }, { default: { atol: 0, rtol: 0, atolOfMax: 0.01 } }, { y: [100, 0.9] }, 'pass'],
    ['a fraction outside', { y: [1, 2, 3, 4] }, { default: { atol: 0, rtol: 0, allow_fraction_over: 0.25 } }, { y: [1, 2, 3, 9] }, 'pass'],
    ['infinities', { y: ['Infinity', '-Infinity'] }, { default: { atol: 1, rtol: 1 } }, { y: ['Infinity', '-Infinity'] }, 'pass'],
    ['a large number instead of an infinity', { y: 'Infinity' }, { default: { atol: 1, rtol: 1 } }, { y: 1e38 }, 'fail'],
    ['NaN instead of a number', { y: 1 }, { default: { atol: 1, rtol: 1 } }, { y: Number.NaN }, 'fail'],
    ['words, exactly', { y: 'yes' }, 'exact', { y: 'yes' }, 'pass'],
    ['other words', { y: ['a', 'b'] }, 'exact', { 'y.0': 'a', 'y.1': 'c' }, 'fail'],
  ])('compares %s', async (_, expected, tolerance, results, status) => {
    expect((await runCase(echoCase(expected, tolerance), echo(() => results as never))).status).toBe(status);
  });

  it('takes the word of a kind that compares rows itself, and tells the first that differ', async () => {
    const rows = (failures: readonly string[], count = 9) => new Map([['echo', { name: 'echo', check: () => ({ rows: count, failures }) }]]);
    const folder = echoCase([{ text: 'a' }], 'exact');
    expect(await runCase(folder, rows([]))).toMatchObject({ status: 'pass', detail: '9 rows, all exactly' });
    expect(await runCase(echoCase([{ text: 'a' }], { atol: 1 }), rows([]))).toMatchObject({ status: 'pass', detail: '9 rows, all within the tolerance of the case' });
    expect(await runCase(folder, rows(['a', 'b', 'c', 'd', 'e', 'f']))).toMatchObject({ status: 'fail', detail: '6 of 9 rows: a; b; c; d; e; and 1 more' });
    expect(await runCase(folder, rows([], 0))).toMatchObject({ status: 'fail', detail: 'no row was checked' });
  });

  it('reads pictures in the layout they are written in', async () => {
    const picture = { shape: [1, 2, 1, 2], dtype: 'float32', layout: 'NCHW', data: [1, 2, 3, 4] };
    expect((await runCase(echoCase({ y: picture }), echo(() => ({ y: { shape: [1, 1, 2, 2], data: Float32Array.of(1, 3, 2, 4) } })))).status).toBe('pass');
  });
});
