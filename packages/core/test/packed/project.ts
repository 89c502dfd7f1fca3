import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** What a page of a user holds. The result is left where the test finds it. */
const program = `
import { selectBackend } from '@figment/core/backend';
import { valueAndGrads } from '@figment/core/ops';
import { conv2d, fill } from '@tensorflow/tfjs-core';

async function main() {
  const selection = await selectBackend({ prefer: 'wasm' });
  const [x, filter] = [fill([1, 4, 4, 1], 1), fill([3, 3, 1, 1], 2)];
  const { value, gradients } = valueAndGrads(() => conv2d(x, filter, 1, 'valid'), [filter]);
  return { name: selection.name, isolated: globalThis.crossOriginIsolated, value: [...await value.data()], gradient: [...await gradients[0].data()] };
}
main().then((result) => { globalThis.result = result; }, (error) => { globalThis.result = { error: String(error) }; });
`;

/** A user's project with this package as it would be published, in a folder of its own. */
export async function createProject(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'figment-packed-'));
  await run('pnpm', ['pack', '--pack-destination', folder], { cwd: root });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) as string;
  await run('tar', ['xzf', tarball], { cwd: folder });
  await mkdir(join(folder, 'node_modules/@figment'), { recursive: true });
  await rename(join(folder, 'package'), join(folder, 'node_modules/@figment/core'));
  // What a package manager would install beside it, from where it is installed already.
  const core = dirname(dirname(require.resolve('@tensorflow/tfjs-core')));
  for (const name of ['tfjs-core', 'tfjs-backend-cpu', 'tfjs-backend-wasm', 'tfjs-backend-webgpu']) {
    await cp(join(root, 'node_modules/@tensorflow', name), join(folder, 'node_modules/@tensorflow', name), { recursive: true, dereference: true });
  }
  for (const name of ['long', 'seedrandom']) await cp(join(core, '../..', name), join(folder, 'node_modules', name), { recursive: true, dereference: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await writeFile(join(folder, 'main.js'), program);
  await writeFile(join(folder, 'index.html'), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>');
  await writeFile(join(folder, 'import-map.html'), await importMapPage(folder));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** A page without any tool: an import map names each package's file, and for this package what it chooses by platform. */
async function importMapPage(folder: string): Promise<string> {
  const base = '/node_modules/@figment/core/';
  const { default: manifest } = (await import(join(folder, 'node_modules/@figment/core/package.json'), { with: { type: 'json' } })) as {
    default: { imports: Record<string, { default: string }>; exports: Record<string, string | { default: string }> };
  };
  const at = (path: string): string => path.replace('./', base);
  const exported = Object.entries(manifest.exports).flatMap(([name, target]) => (typeof target === 'string' ? [] : [[name.replace('.', '@figment/core'), at(target.default)]]));
  const chosen = Object.entries(manifest.imports).map(([name, target]) => [name, at(target.default)]);
  const tfjs = ['core', 'backend-cpu', 'backend-wasm', 'backend-webgpu'].map((name) => [`@tensorflow/tfjs-${name}`, `/node_modules/@tensorflow/tfjs-${name}/dist/tf-${name}.fesm.js`]);
  // tfjs's files name Node's modules; its package.json tells tools to leave them out, which a map has to say itself.
  const absent = ['fs', 'path', 'os', 'perf_hooks'].map((name) => [name, 'data:text/javascript,export default {}']);
  const map = { imports: Object.fromEntries([...exported, ...tfjs, ...absent]) as object, scopes: { [base]: Object.fromEntries(chosen) as object } };
  return `<!doctype html><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify(map)}</script><script type="module" src="/main.js"></script>`;
}
