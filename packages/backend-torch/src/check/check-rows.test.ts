import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { matMul, ones, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import type { Row } from '../abi/signature.ts';
import { verifiedAs } from '../library/releases.ts';
import { allRows } from '../rows/index.ts';
import { Torch } from '../tensors/torch.ts';
import { makeExecutable, withFolder } from '../testing/folders.ts';
import { describeTorch, startForTests, torchFolder } from '../testing/torch.ts';
import { checkRows } from './check-rows.ts';
import { readFindings, saveFindings } from './findings.ts';

const python = process.env['FIGMENT_TORCH_PYTHON'] ?? 'python3';

describeTorch('the rows', () => {
  /** All that kernels ask for by name. */
  const prepared: Row[] = [];
  const functions: Row[] = [];
  beforeAll(async () => {
    const row = vi.spyOn(Torch.prototype, 'row');
    const shim = vi.spyOn(Torch.prototype, 'shim');
    await startForTests();
    // Ways to multiply are looked for at the first product.
    tidy(() => matMul(ones([64, 64]), ones([64, 64])));
    prepared.push(...row.mock.calls.map(([each]) => each));
    functions.push(...shim.mock.calls.map(([each]) => each));
  });

  it('are what this torch\'s own schemas say', { timeout: 180_000 }, async () => {
    const { release, wrong } = await checkRows(python);
    expect(wrong.filter(({ operation }) => verifiedAs(release)?.wrong.includes(operation) !== true)).toEqual([]);
  });

  it('are all in the tables, so that all are checked', () => {
    const known = new Set(allRows());
    expect(prepared.filter((row) => !known.has(row))).toEqual([]);
  });

  it('are told apart from ones that are wrong in count, kind or name', { timeout: 180_000 }, async () => {
    const { wrong } = await checkRows(python, ['aten::mul.Tensor TT T', 'aten::gather TiT T', 'aten::sum.dim_IntList TIbe T', 'aten::topk Tiibb T', 'aten::cat Li L', 'aten::nothing T T', 'aten::mm T0 T']);
    expect(wrong.map(({ operation, reason }) => `${operation}: ${reason}`)).toEqual([
      'aten::gather: it takes 4 arguments (Tensor, int, Tensor, bool), the row has 3',
      "aten::sum.dim_IntList: argument 1 is Optional[List[int]], the row has 'I'",
      'aten::topk: it returns 2 values (Tensor, Tensor), the row has 1',
      "aten::cat: result 0 is Tensor, the row has 'L'",
      'aten::nothing: there is no such operation',
      "aten::mm: argument 1 is Tensor and can't be left out",
    ]);
  });

  it('of single functions are what torch\'s headers say', () => {
    const headers = ['generated/c_shim_cpu.h', 'generated/c_shim_aten.h', 'c/shim_cpu.h'].map((name) => join(torchFolder().folder, '../include/torch/csrc/inductor/aoti_torch', name)).filter(existsSync);
    const text = headers.map((path) => readFileSync(path, 'utf8')).join('\n').replace(/\s+/g, ' ');
    for (const row of new Set(functions)) {
      const [name = '', inputs = '', outputs = ''] = row.split(' ');
      const declared = new RegExp(`aoti_torch_(?:cpu|aten)_${name}\\(([^)]*)\\)`).exec(text)?.[1];
      expect(declared, row).toBeDefined();
      const types = declared?.trim().split(', ').map((parameter) => (parameter.includes('*') ? 'pointer' : parameter.replace(/ \w+$/, '')));
      expect(types, row).toEqual([...Array.from(inputs, (letter) => cTypes[letter]).flat(), ...Array.from(outputs, () => 'pointer')]);
    }
    expect(functions).toContain('_linear_pointwise TTtsJ0 T');
  });
});

/** How torch's headers declare what a letter stands for. */
const cTypes: Readonly<Record<string, readonly string[]>> = {
  T: ['AtenTensorHandle'], t: ['pointer'], L: ['pointer', 'int64_t'], i: ['int64_t'], n: ['pointer'], I: ['pointer', 'int64_t'], J: ['pointer', 'int64_t'],
  f: ['double'], g: ['pointer'], b: ['int32_t'], B: ['pointer', 'int64_t'], d: ['int32_t'], e: ['pointer'], s: ['pointer'], v: ['pointer', 'int32_t'], 0: ['pointer'],
};

describe('what a check found', () => {
  it('is kept for the release that was checked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'figment-torch-'));
    try {
      saveFindings([2, 99, 0], ['aten::mm'], folder);
      expect(readFindings([2, 99, 0], folder)).toEqual({ release: '2.99.0', wrong: ['aten::mm'] });
      expect(readFindings([2, 99, 1], folder)).toBeUndefined();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.skipIf(process.platform === 'win32')('is an error where the Python has no torch', async () => {
    await withFolder({ python: '#!/bin/sh\necho "ModuleNotFoundError: No module named \'torch\'" >&2; exit 1\n' }, async (folder) => {
      await expect(checkRows(await makeExecutable(join(folder, 'python')))).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining("No module named 'torch'. It needs torch: pip install torch==") as string });
    });
    await expect(checkRows('/nowhere/python')).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
  });
});
