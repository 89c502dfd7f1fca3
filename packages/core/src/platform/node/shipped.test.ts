import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { resolveShipped, shippedIndex } from '../../data/shipped/shipped-index.ts';
import { shippedFolders } from './shipped.ts';

const ours = fileURLToPath(new URL('../../../../../models/', import.meta.url));
let project: string;

beforeEach(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), 'project-')));
  await mkdir(join(project, 'src/deep'), { recursive: true });
  vi.spyOn(process, 'cwd').mockReturnValue(join(project, 'src/deep'));
});
afterEach(() => rm(project, { recursive: true }));

it('finds the installed package @figment/models from a folder of somebody else', async () => {
  const installed = join(project, 'node_modules/@figment/models');
  for (const file of ['package.json', 'index.json']) await cp(join(ours, file), join(installed, file));
  expect(await resolveShipped('models/emoji')).toBe(join(installed, 'data/emoji'));
});

it('prefers a folder models/ that is nearer, and passes over one without an index', async () => {
  await mkdir(join(project, 'src/models'));
  await cp(join(ours, 'index.json'), join(project, 'models/index.json'));
  expect((await shippedFolders()).slice(0, 2)).toEqual([join(project, 'src/models'), join(project, 'models')]);
  expect((await shippedIndex()).folder).toBe(join(project, 'models'));
});

it('looks nowhere else when a folder is given', async () => {
  expect(await shippedFolders('elsewhere')).toEqual([join(project, 'src/deep/elsewhere')]);
  await expect(shippedIndex({ baseUrl: 'elsewhere' })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', message: expect.stringContaining('elsewhere') as string });
});
