import { expect, it, vi } from 'vitest';

import { decodeImage } from '../../data/images/decode.ts';

vi.mock('sharp', () => { throw new Error("Cannot find package 'sharp'"); });

it('says how to install sharp where it is missing, rather than calling the picture unreadable', async () => {
  const missing = { code: 'PACKAGE_MISSING', message: expect.stringContaining('npm install sharp') as string };
  await expect(decodeImage(Uint8Array.of(1, 2, 3))).rejects.toMatchObject(missing);
});
