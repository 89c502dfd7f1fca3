/** Puts rows of the pictures beside the shipped models together for the README: `docs/images/emoji.png`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';

import { decodeImage, encodePng } from '@figment/core/data';

/** Rows of a picture from `top` to `bottom`, as parts of its height. */
async function band(path: string, top: number, bottom: number): Promise<{ data: Uint8Array; width: number; height: number }> {
  const { data, shape: [height = 0, width = 0] } = await decodeImage(await readFile(path));
  const [from, to] = [Math.round(top * height), Math.round(bottom * height)];
  return { data: data.slice(from * width * 3, to * width * 3), width, height: to - from };
}

const bands = [
  await band('models/vae-emoji/reconstructions.png', 0, 0.5),
  await band('models/vae-emoji/interpolations.png', 0, 0.5),
  await band('models/vae-emoji-small/samples.png', 0, 0.5),
];
const gap = 12;
const width = Math.max(...bands.map((each) => each.width));
const height = bands.reduce((sum, each) => sum + each.height, gap * (bands.length - 1));
const out = new Uint8Array(width * height * 3).fill(255);
let top = 0;
for (const each of bands) {
  const left = Math.floor((width - each.width) / 2);
  for (let row = 0; row < each.height; row++) out.set(each.data.subarray(row * each.width * 3, (row + 1) * each.width * 3), ((top + row) * width + left) * 3);
  top += each.height + gap;
}
await mkdir('docs/images', { recursive: true });
await writeFile('docs/images/emoji.png', await encodePng({ data: out, shape: [height, width, 3] }));
