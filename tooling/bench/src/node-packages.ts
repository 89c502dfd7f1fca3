import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { cacheFolder } from './cache.ts';

/** With onnxruntime-node, half a gigabyte: installed outside of the repository, on first use. */
const PACKAGE = '@huggingface/transformers', VERSION = '4.3.1';

/** What the bench uses of transformers.js. */
interface TransformersJs {
  readonly version: string;
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, shape: readonly number[]) => unknown;
  readonly AutoModelForCausalLM: {
    from_pretrained(name: string, options: object): Promise<{
      readonly config: { readonly vocab_size: number };
      readonly generation_config: { eos_token_id: number | null };
      generate(options: object): Promise<{ readonly data: ArrayLike<bigint> }>;
    }>;
  };
}

/** transformers.js, installed with npm where it is not there yet; the scripts of its packages, which would fetch CUDA, do not run. */
export async function transformersJs(): Promise<TransformersJs> {
  const folder = join(cacheFolder, 'bench-node');
  const manifest = join(folder, 'node_modules', PACKAGE, 'package.json');
  if (!existsSync(manifest) || (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version !== VERSION) {
    process.stderr.write(`installing ${PACKAGE} ${VERSION} into ${folder}\n`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    execFileSync('npm', ['install', '--ignore-scripts', '--silent', '--no-audit', `${PACKAGE}@${VERSION}`], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const entry = createRequire(join(folder, 'package.json')).resolve(PACKAGE);
  return { ...((await import(pathToFileURL(entry).href)) as Omit<TransformersJs, 'version'>), version: VERSION };
}
