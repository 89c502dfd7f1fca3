import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Contender } from './contender.ts';
import { processContender } from './process.ts';
import type { Settings } from './settings.ts';

const requirements = ['torch==2.13.0', 'numpy'];

/** A Python with PyTorch: the one that FIGMENT_TORCH_PYTHON names, or of a virtual environment outside of the repository, made on first use. */
export function pythonWithTorch(): string {
  const given = process.env['FIGMENT_TORCH_PYTHON'];
  if (given !== undefined) return given;
  const environment = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'figment', 'bench-python');
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const installed = existsSync(python) && works(python);
  if (!installed) {
    process.stderr.write(`installing ${requirements.join(' ')} into ${environment}\n`);
    execFileSync('python3', ['-m', 'venv', '--clear', environment], { stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return python;
}

function works(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import torch, numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A contender written for PyTorch. It waits for work without spinning, as ours does: threads that spin would slow down the other side. */
export function torchContender(url: URL, settings: Partial<Settings> & Pick<Settings, 'threads'>): Promise<Contender> {
  const threads = String(settings.threads);
  return processContender(pythonWithTorch(), [fileURLToPath(url)], settings, { OMP_NUM_THREADS: threads, MKL_NUM_THREADS: threads, OMP_WAIT_POLICY: 'passive' });
}
