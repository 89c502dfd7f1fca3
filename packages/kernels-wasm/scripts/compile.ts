import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import asc from 'assemblyscript/asc';

const root = join(import.meta.dirname, '..');
/** The generated file, from this package's root. */
export const generatedPath = join(root, 'src/binary.generated.ts');

/** Compiles `assembly/` and writes what the generated file has to hold. */
export async function compile(): Promise<string> {
  const binary = await compileModule('assembly/index.ts');
  const relaxedProducts = await compileModule('assembly/products.ts', ['--enable', 'relaxed-simd']);
  return [
    '// Generated from assembly/ by `pnpm generate`; a test compares.',
    `/** The kernels' WebAssembly, ${binary.length} bytes, in base64. */`,
    `export const binary =\n  '${Buffer.from(binary).toString('base64')}';`,
    '',
    `/** Products with relaxed SIMD, ${relaxedProducts.length} bytes, in base64. */`,
    `export const relaxedProducts =\n  '${Buffer.from(relaxedProducts).toString('base64')}';`,
    '',
  ].join('\n');
}

async function compileModule(entry: string, flags: readonly string[] = []): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main(
    [entry, '--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', ...flags, '--importMemory', '--noExportMemory'],
    {
      readFile: (name, baseDir) => readFile(join(root, baseDir, name), 'utf8').catch(() => null),
      writeFile: (name, contents) => void files.set(name, contents),
      listFiles: () => [],
    },
  );
  const binary = files.get('kernels.wasm');
  if (error !== null || !(binary instanceof Uint8Array)) throw new Error(`${entry} doesn't compile: ${(stderr as { toString(): string }).toString()}`);
  return binary;
}
