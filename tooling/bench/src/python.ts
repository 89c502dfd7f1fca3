import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cacheFolder } from './cache.ts';
import type { Contender } from './contender.ts';
import { processContender } from './process.ts';
import type { Settings } from './settings.ts';

/** What peers need, each with a program that fails where it is missing. */
const packages = {
  torch: { requirements: ['torch==2.13.0', 'numpy'], check: 'import torch, numpy' },
  // onnx writes what transformers.js reads.
  language: { requirements: ['torch==2.13.0', 'numpy', 'transformers==5.23.0', 'onnx==1.23.2'], check: 'import torch, numpy, transformers, onnx' },
  diffusion: { requirements: ['torch==2.13.0', 'numpy', 'transformers==5.23.0', 'diffusers==0.42.1'], check: 'import torch, numpy, transformers, diffusers' },
  tokenizers: { requirements: ['tiktoken==0.14.0', 'tokenizers==0.23.3'], check: 'import tiktoken, tokenizers' },
} as const;

/** A Python with PyTorch: the one that FIGMENT_TORCH_PYTHON names, or {@link pythonWith}. */
export function pythonWithTorch(): string {
  return process.env['FIGMENT_TORCH_PYTHON'] ?? pythonWith('torch');
}

/** A Python with transformers besides. */
export function pythonForLanguage(): string {
  return pythonWith('language');
}

/** A Python with diffusers besides. */
export function pythonForDiffusion(): string {
  return pythonWith('diffusion');
}

/** The Python of a virtual environment outside of the repository; it and the packages are installed on first use. */
function pythonWith(name: keyof typeof packages): string {
  const { requirements, check } = packages[name];
  const environment = join(cacheFolder, 'bench-python');
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const run = (command: string, ...args: readonly string[]): void => { execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }); };
  if (!works(python, '')) run('python3', '-m', 'venv', '--clear', environment);
  if (!works(python, check)) {
    process.stderr.write(`installing ${requirements.join(' ')} into ${environment}\n`);
    run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements);
  }
  return python;
}

function works(python: string, check: string): boolean {
  if (!existsSync(python)) return false;
  try {
    execFileSync(python, ['-c', check], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A contender written for PyTorch. It waits for work without spinning, as ours does: threads that spin would slow down the other side. */
export function torchContender(url: URL, settings: Partial<Settings> & Pick<Settings, 'threads'>): Promise<Contender> {
  return waiting(pythonWithTorch(), url, settings);
}

/** As {@link torchContender}, for a contender that calls transformers. */
export function transformersContender(url: URL, settings: Partial<Settings> & Pick<Settings, 'threads'>): Promise<Contender> {
  return waiting(pythonForLanguage(), url, settings);
}

/** As {@link torchContender}, for a contender that calls diffusers. */
export function diffusersContender(url: URL, settings: Partial<Settings> & Pick<Settings, 'threads'>): Promise<Contender> {
  return waiting(pythonForDiffusion(), url, settings);
}

function waiting(python: string, url: URL, settings: Partial<Settings> & Pick<Settings, 'threads'>): Promise<Contender> {
  const threads = String(settings.threads);
  return processContender(python, [fileURLToPath(url)], settings, { OMP_NUM_THREADS: threads, MKL_NUM_THREADS: threads, OMP_WAIT_POLICY: 'passive' });
}

/** A contender written for a tokenizer in Rust that Python calls, on one thread. */
export function tokenizersContender(url: URL, settings: Partial<Settings>): Promise<Contender> {
  return processContender(pythonWith('tokenizers'), [fileURLToPath(url)], settings, { RAYON_NUM_THREADS: '1', TOKENIZERS_PARALLELISM: 'false' });
}
