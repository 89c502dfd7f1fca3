import koffi from 'koffi';

import type { Libtorch, NativeFunction } from '../library/libtorch.ts';
import type { Functions } from './functions.ts';
import type { Scratch } from './scratch.ts';

/**
 * Cells on the heap that hold the value of an optional argument. The dispatcher frees those that it is given, so they
 * must come from its own allocator: by a function since 2.13, before from C++'s `new`.
 */
export class Cells {
  readonly #scratch: Scratch;
  readonly #allocate: () => number;
  readonly #delete: (cell: number) => void;
  readonly #copy: NativeFunction;

  constructor(library: Libtorch, functions: Functions, scratch: Scratch) {
    this.#scratch = scratch;
    const { newCell, deleteCell } = functions;
    this.#copy = find(library, 'memcpy', ['int64_t', 'int64_t', 'size_t'], 'int64_t');
    if (newCell !== undefined && deleteCell !== undefined) {
      const out = scratch.out();
      this.#allocate = () => {
        newCell(out);
        return scratch.result();
      };
      this.#delete = (cell) => { deleteCell(cell); };
      return;
    }
    // Windows has one heap for `new` and `malloc`; elsewhere they are the names that compilers give to `new` and `delete`.
    const [allocate, free] = process.platform === 'win32' ? ['malloc', 'free'] : ['_Znwm', '_ZdlPv'];
    const make = find(library, allocate, ['size_t'], 'int64_t');
    const unmake = find(library, free, ['int64_t'], 'void');
    this.#allocate = () => make(8);
    this.#delete = (cell) => { unmake(cell); };
  }

  /** A cell with the word that is written at the scratch memory's place for it. */
  make(): number {
    const cell = this.#allocate();
    this.#copy(cell, this.#scratch.cellAddress, 8);
    return cell;
  }

  ofInt(value: number): number {
    this.#scratch.writeInt(this.#scratch.cellPlace, value);
    return this.make();
  }

  ofFloat(value: number): number {
    this.#scratch.writeFloat(this.#scratch.cellPlace, value);
    return this.make();
  }

  /** The word in a cell, as an address. */
  read(cell: number): number {
    this.#copy(this.#scratch.cellAddress, cell, 8);
    return this.#scratch.readAddress(this.#scratch.cellPlace);
  }

  /** Frees a cell that was not given to torch, but not what its value stands for. */
  free(cell: number): void {
    this.#delete(cell);
  }
}

/** A function of the C library, which libtorch depends on. */
function find(library: Libtorch, name: string, args: readonly string[], result: string): NativeFunction {
  if (process.platform === 'win32') return koffi.load('ucrtbase.dll').func(name, result, [...args]);
  return library.need(name, args, result);
}
