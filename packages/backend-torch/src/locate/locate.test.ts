import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { fileOf } from '../library/file-names.ts';
import { makeExecutable, withFolder } from '../testing/folders.ts';
import { torchIn } from './folder.ts';
import { locateTorch } from './locate.ts';

const library = fileOf('torch_cpu');
/** A Python that says where its torch is. */
const saying = (folder: string) => `#!/bin/sh\necho ${join(folder, 'torch/__init__.py')}\n`;
const nowhere = { PATH: '/nowhere' };

describe('the folder of torch', () => {
  it.each(['.', 'lib', 'torch/lib'])('is found when %s of it holds the library', async (inner) => {
    await withFolder({ [join(inner, library)]: '' }, async (folder) => {
      expect(torchIn(folder)?.folder).toBe(join(folder, inner));
    });
  });

  it('says its release as the package for Python and the one for C++ do', async () => {
    await withFolder({ [`torch/lib/${library}`]: '', 'torch/version.py': "from typing import Optional\n__version__ = '2.11.0+cu130'\ncuda = '13.0'\n" }, async (folder) => {
      expect(torchIn(folder)?.release).toEqual([2, 11, 0]);
    });
    await withFolder({ [`lib/${library}`]: '', 'build-version': '2.12.1+cpu\n' }, async (folder) => {
      expect(torchIn(folder)?.release).toEqual([2, 12, 1]);
    });
    await withFolder({ [`lib/${library}`]: '' }, async (folder) => {
      expect(torchIn(folder)).toEqual({ folder: join(folder, 'lib'), release: undefined });
    });
  });
});

describe.skipIf(process.platform === 'win32')('finding torch', () => {
  const torch = (version: string) => ({ [`torch/lib/${library}`]: '', 'torch/version.py': `__version__ = '${version}'\n` });

  it('takes the option before the environment, the environment before any Python', async () => {
    await withFolder({ ...torch('2.13.0') }, async (one) => {
      await withFolder({ ...torch('2.12.0') }, async (other) => {
        expect(await locateTorch({ library: one }, { ...nowhere, FIGMENT_TORCH_LIB: other })).toEqual({ folder: join(one, 'torch/lib'), release: [2, 13, 0] });
        expect(await locateTorch({}, { ...nowhere, FIGMENT_TORCH_LIB: other })).toEqual({ folder: join(other, 'torch/lib'), release: [2, 12, 0] });
      });
    });
  });

  it('asks the Python that is named by option or environment', async () => {
    await withFolder({ ...torch('2.13.0'), 'python': '' }, async (folder) => {
      await withFolder({ python: saying(folder) }, async (bin) => {
        const python = await makeExecutable(join(bin, 'python'));
        expect((await locateTorch({ python }, nowhere)).folder).toBe(join(folder, 'torch/lib'));
        expect((await locateTorch({}, { ...nowhere, FIGMENT_TORCH_PYTHON: python })).folder).toBe(join(folder, 'torch/lib'));
      });
    });
  });

  it('never takes another than what was named', async () => {
    await expect(locateTorch({ library: '/nowhere/at-all' })).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining(`torch.library (/nowhere/at-all): there is no ${library} in /nowhere/at-all`) as string });
    await expect(locateTorch({ python: '/nowhere/python' })).rejects.toMatchObject({ message: expect.stringContaining('torch.python (/nowhere/python): there is no such program') as string });
  });

  it('lists what was wrong with each Python, and what to type', async () => {
    await withFolder({ ...torch('2.4.1') }, async (old) => {
      await withFolder({ python3: '#!/bin/sh\necho\n', python: saying(old), py: '#!/bin/sh\necho "Traceback" >&2; echo "ImportError: broken" >&2; exit 1\n' }, async (bin) => {
        for (const name of ['python3', 'python', 'py']) await makeExecutable(join(bin, name));
        const message = await withPath(bin, () => locateTorch({}, { PATH: bin })).then(() => '', (error: unknown) => (error as Error).message);
        expect(message).toContain('python3: it has no torch');
        expect(message).toContain('python: its torch is 2.4.1, and has to be 2.10.0 or newer');
        expect(message).toContain('py: it failed (ImportError: broken)');
        expect(message).toContain('pip install torch==');
        expect(message).toContain('FIGMENT_TORCH_LIB');
      });
    });
  });

  it('goes on to the next Python when one has none', async () => {
    await withFolder({ ...torch('2.13.0') }, async (folder) => {
      await withFolder({ python3: '#!/bin/sh\necho\n', python: saying(folder) }, async (bin) => {
        for (const name of ['python3', 'python']) await makeExecutable(join(bin, name));
        expect((await withPath(bin, () => locateTorch({}, { PATH: bin }))).folder).toBe(join(folder, 'torch/lib'));
      });
    });
  });

  it('gives up on a Python that does not answer', async () => {
    await withFolder({ python: '#!/bin/sh\nsleep 600\n' }, async (bin) => {
      const python = await makeExecutable(join(bin, 'python'));
      await expect(locateTorch({ python, timeoutMs: 50 })).rejects.toMatchObject({ message: expect.stringContaining('it did not answer within 0.05 s') as string });
    });
  });
});

/** Programs are looked for in the process's own path; the folder goes before the shell's. */
async function withPath<Value>(folder: string, use: () => Promise<Value>): Promise<Value> {
  const before = process.env['PATH'];
  process.env['PATH'] = `${folder}:/usr/bin:/bin`;
  try {
    return await use();
  } finally {
    process.env['PATH'] = before;
  }
}
