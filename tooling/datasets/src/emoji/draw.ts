import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { HostArray } from '@figment/core';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

let started: Promise<void> | undefined;

/** Draws SVGs of equal sides on white: [N, size, size, 3] bytes. The WebAssembly build draws the same bytes on every machine. */
export async function draw(svgs: readonly string[], size: number): Promise<HostArray<Uint8Array>> {
  started ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then((wasm) => initWasm(wasm));
  await started;
  const pixels = size * size;
  const data = new Uint8Array(svgs.length * pixels * 3);
  for (const [n, svg] of svgs.entries()) {
    const resvg = new Resvg(svg, { fitTo: { mode: 'width', value: size }, background: 'white' });
    const picture = resvg.render();
    if (picture.width !== size || picture.height !== size) throw new Error(`Drawing ${n} must be ${size} x ${size} pixels, got ${picture.width} x ${picture.height}.`);
    const rgba = picture.pixels;
    for (let pixel = 0; pixel < pixels; pixel += 1) data.set(rgba.subarray(4 * pixel, 4 * pixel + 3), (n * pixels + pixel) * 3);
    picture.free();
    resvg.free();
  }
  return { data, shape: [svgs.length, size, size, 3] };
}
