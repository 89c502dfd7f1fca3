import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { parseRelease, type Release } from '../library/abi-version.ts';
import { fileOf } from '../library/file-names.ts';

/** A torch on this machine. */
export interface TorchFolder {
  /** The folder that holds `libtorch_cpu`. */
  readonly folder: string;
  /** As its files say; undefined where they don't. */
  readonly release: Release | undefined;
}

/** The libraries of torch in a folder: the one that holds them, the `torch` package, or the one that `torch` lies in. */
export function torchIn(folder: string): TorchFolder | undefined {
  for (const inner of ['.', 'lib', join('torch', 'lib')]) {
    const candidate = resolve(folder, inner);
    if (existsSync(join(candidate, fileOf('torch_cpu')))) return { folder: candidate, release: releaseIn(join(candidate, '..')) };
  }
  return undefined;
}

/** The package for Python says its version in `version.py`, the one for C++ in `build-version`. */
function releaseIn(folder: string): Release | undefined {
  for (const [file, pattern] of [['version.py', /__version__\s*=\s*['"](.+)['"]/], ['build-version', /(.+)/]] as const) {
    try {
      const version = pattern.exec(readFileSync(join(folder, file), 'utf8'))?.[1];
      if (version !== undefined) return parseRelease(version);
    } catch {
      // The other one, or neither.
    }
  }
  return undefined;
}
