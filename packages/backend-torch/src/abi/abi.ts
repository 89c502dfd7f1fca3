import { FigmentError } from '@figment/core';
import koffi from 'koffi';

import { abiVersionOf, compareReleases, type Release, releaseOf } from '../library/abi-version.ts';
import type { Libtorch } from '../library/libtorch.ts';
import { install, oldest, writtenFor } from '../library/releases.ts';
import { Cells } from './cells.ts';
import { failure } from './failure.ts';
import { bindFunctions, type Functions } from './functions.ts';
import { Scratch } from './scratch.ts';
import type { Handle } from './signature.ts';

/** The C interface of one libtorch, for one thread: its functions, the memory shared with them, and how they fail. */
export class Abi {
  readonly library: Libtorch;
  readonly release: Release;
  readonly functions: Functions;
  readonly scratch = new Scratch();
  readonly cells: Cells;
  /** What is passed to the dispatcher as the release that a caller was built with. */
  readonly builtWith: bigint;
  readonly #strings = new Map<string, { readonly address: number; readonly bytes: Buffer }>();
  #alive = 0;

  /** @throws FigmentError `BACKEND_UNAVAILABLE` for a torch that is too old or lacks functions */
  constructor(library: Libtorch) {
    const version = library.find('aoti_torch_abi_version', [], 'uint64_t');
    if (version === undefined) throw new FigmentError('BACKEND_UNAVAILABLE', `libtorch in ${library.folder} is older than ${oldest.join('.')} and can't be used from other languages. Install a newer one with: ${install}.`);
    this.release = releaseOf(BigInt(version()));
    if (compareReleases(this.release, oldest) < 0) throw new FigmentError('BACKEND_UNAVAILABLE', `torch must be ${oldest.join('.')} or newer, got ${this.release.join('.')} in ${library.folder}. Install a newer one with: ${install}.`);
    this.library = library;
    this.functions = bindFunctions(library);
    this.cells = new Cells(library, this.functions, this.scratch);
    library.checkComplete(this.release.join('.'));
    this.builtWith = abiVersionOf(compareReleases(this.release, writtenFor) < 0 ? this.release : writtenFor);
    // Per thread, as are its errors; gradients are made by tfjs's tape.
    this.functions.setGradMode(false);
  }

  /** Throws torch's error where a function did not return 0. */
  check(status: number, operation: string, likely?: 'OUT_OF_MEMORY'): void {
    if (status !== 0) throw failure(operation, this.functions.what?.(), likely);
  }

  /** Counts a handle that torch has made. */
  made(address: number): Handle {
    this.#alive++;
    return address as Handle;
  }

  /** The handle that the last call wrote as its i-th result. */
  madeResult(i = 0): Handle {
    return this.made(this.scratch.result(i));
  }

  /** Frees a handle; the memory behind it goes with the last one. */
  free(handle: Handle): void {
    this.#alive--;
    this.functions.deleteHandle(handle);
  }

  /** Handles that were made and not freed. */
  get alive(): number {
    return this.#alive;
  }

  /** The address of a C string that stays. */
  string(text: string): number {
    let known = this.#strings.get(text);
    if (known === undefined) {
      const bytes = Buffer.from(new ArrayBuffer(Buffer.byteLength(text) + 1));
      bytes.write(text);
      this.#strings.set(text, (known = { address: Number(koffi.address(bytes)), bytes }));
    }
    return known.address;
  }
}
