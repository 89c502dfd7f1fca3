import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { FigmentError } from '@figment/core';
import koffi from 'koffi';

import { fileOf } from './file-names.ts';
import { install } from './releases.ts';

/** A function of libtorch; addresses and whole numbers are plain numbers. */
export type NativeFunction = (...args: readonly (number | bigint | boolean | NodeJS.ArrayBufferView)[]) => number;

type Library = ReturnType<typeof koffi.load>;

/** The shared libraries of a torch, loaded into this process. They stay loaded until it ends. */
export class Libtorch {
  readonly folder: string;
  readonly #libraries: readonly Library[];
  readonly #missing: string[] = [];

  private constructor(folder: string, libraries: readonly Library[]) {
    this.folder = folder;
    this.#libraries = libraries;
  }

  /**
   * @param folder that holds `libtorch_cpu`
   * @param cuda whether its CUDA libraries are wanted, too
   * @throws FigmentError `BACKEND_UNAVAILABLE` for a library that is missing or can't be loaded here
   */
  static load(folder: string, cuda: boolean): Libtorch {
    Libtorch.checkFiles(folder, cuda);
    if (process.platform === 'win32') findDependenciesIn(folder);
    // As torch/__init__.py does: it brings OpenMP and the libraries of NVIDIA's packages, found beside torch.
    if (existsSync(join(folder, fileOf('torch_global_deps')))) loadFile(folder, 'torch_global_deps');
    return new Libtorch(folder, namesOf(cuda).map((name) => loadFile(folder, name)));
  }

  /** @throws FigmentError `BACKEND_UNAVAILABLE` for a file that is missing; loads nothing */
  static checkFiles(folder: string, cuda: boolean): void {
    for (const name of namesOf(cuda)) checkThere(folder, name);
  }

  /** A function that may be missing. */
  find(name: string, args: readonly string[], result = 'int32_t'): NativeFunction | undefined {
    for (const library of this.#libraries) {
      try {
        return library.func(name, result, [...args]);
      } catch {
        // Not in this one.
      }
    }
    return undefined;
  }

  /** A function that must be there; `checkComplete` tells when one is not. */
  need(name: string, args: readonly string[], result = 'int32_t'): NativeFunction {
    const found = this.find(name, args, result);
    if (found === undefined) this.#missing.push(name);
    return found ?? (() => { throw new FigmentError('TORCH_FAILED', `libtorch lacks ${name}.`); });
  }

  /** @throws FigmentError `BACKEND_UNAVAILABLE` when functions that were needed are missing */
  checkComplete(version: string): void {
    const [first] = this.#missing;
    if (first === undefined) return;
    throw new FigmentError('BACKEND_UNAVAILABLE', `libtorch ${version} in ${this.folder} lacks ${this.#missing.length.toString()} of the functions that are used, ${first} first. Install a release that has been checked: ${install}.`);
  }
}

/** In the order in which they depend on each other. */
const namesOf = (cuda: boolean): string[] => ['c10', 'torch_cpu', ...(cuda ? ['c10_cuda', 'torch_cuda'] : [])];

function checkThere(folder: string, library: string): void {
  const path = join(folder, fileOf(library));
  if (existsSync(path)) return;
  const advice = library.includes('cuda') ? 'This torch was built without CUDA: install one with it (https://pytorch.org says which), or take the device \'cpu\'' : `Install torch again: ${install} --force-reinstall`;
  throw new FigmentError('BACKEND_UNAVAILABLE', `${path} is missing. ${advice}.`);
}

function loadFile(folder: string, library: string): Library {
  const path = join(folder, fileOf(library));
  try {
    return koffi.load(path, { global: true });
  } catch (cause) {
    throw new FigmentError('BACKEND_UNAVAILABLE', `${path} can't be loaded by this Node (${process.platform}, ${process.arch}): ${cause instanceof Error ? cause.message : String(cause)}. Install a torch for this system and processor: ${install}.`, { cause });
  }
}

/** On Windows a library's own dependencies are looked for in the path only. */
function findDependenciesIn(folder: string): void {
  process.env['PATH'] = [folder, process.env['PATH']].join(delimiter);
}
