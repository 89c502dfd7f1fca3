import type { Abi } from './abi.ts';
import type { ArgumentTypes, Handle } from './signature.ts';

/** Writes an argument into a word of the dispatcher's stack, and how to take it back while the call has not begun. */
interface Encoder<Value> {
  write(place: number, value: Value): void;
  /** Frees what `write` made; absent where it makes nothing. */
  undo?(place: number): void;
}

/** Of each letter; the device has its own. */
export type Encoders = { readonly [Letter in keyof ArgumentTypes | '0' | 'v']: Encoder<Letter extends keyof ArgumentTypes ? ArgumentTypes[Letter] : undefined> };

/**
 * The encoding of torch's stable values (torch/csrc/stable/stableivalue_conversions.h): a word each. The dispatcher takes
 * over all that words point to: for a tensor it is given a new handle.
 */
export function createEncoders(abi: Abi, device: { readonly type: number; readonly index: number }): Encoders {
  const { functions, scratch, cells } = abi;
  const out = scratch.out();

  const newHandle = (handle: Handle): number => {
    if (!(handle > 0)) throw new TypeError(`a tensor's handle must be an address, got ${String(handle)}`);
    abi.check(functions.newHandle(handle, out), 'a new handle');
    return scratch.result();
  };
  const freeWord = (place: number) => { functions.deleteHandle(scratch.readAddress(place)); };

  const newList = <Value>(values: readonly Value[], word: (value: Value) => number, undoWord?: (word: number) => void): number => {
    abi.check(functions.newList(values.length, out), 'a new list');
    const list = scratch.result();
    const words: number[] = [];
    try {
      for (const value of values) words.push(word(value));
    } catch (error) {
      if (undoWord !== undefined) words.forEach(undoWord);
      functions.deleteList(list);
      throw error;
    }
    for (const each of words) functions.pushToList(list, each);
    return list;
  };
  const deleteHandle = (handle: number) => { functions.deleteHandle(handle); };
  const deleteList = (place: number, undoWord?: (word: number) => void) => {
    const list = scratch.readAddress(place);
    if (undoWord !== undefined) {
      functions.listSize(list, out);
      const count = scratch.result();
      for (let i = 0; i < count; i++) {
        functions.listItem(list, i, out);
        undoWord(scratch.result());
      }
    }
    functions.deleteList(list);
  };
  const cellOf = (place: number) => scratch.readAddress(place);
  const freeHandleCell = (cell: number) => {
    if (cell === 0) return;
    functions.deleteHandle(cells.read(cell));
    cells.free(cell);
  };

  const optionalHandle = (handle: Handle | null): number => (handle === null ? 0 : cells.ofInt(newHandle(handle)));
  const int: Encoder<number> = { write: (place, value) => { scratch.writeInt(place, value); } };
  const freeCell = (place: number) => {
    const cell = cellOf(place);
    if (cell !== 0) cells.free(cell);
  };
  const optionalInt: Encoder<number | null> = { write: (place, value) => { scratch.writeInt(place, value === null ? 0 : cells.ofInt(value)); }, undo: freeCell };
  const same = (value: number) => value;

  return {
    T: { write: (place, handle) => { scratch.writeInt(place, newHandle(handle)); }, undo: freeWord },
    t: { write: (place, handle) => { scratch.writeInt(place, optionalHandle(handle)); }, undo: (place) => { freeHandleCell(cellOf(place)); } },
    L: { write: (place, handles) => { scratch.writeInt(place, newList(handles, newHandle, deleteHandle)); }, undo: (place) => { deleteList(place, deleteHandle); } },
    P: { write: (place, handles) => { scratch.writeInt(place, newList(handles, optionalHandle, freeHandleCell)); }, undo: (place) => { deleteList(place, freeHandleCell); } },
    i: int,
    n: optionalInt,
    I: { write: (place, values) => { scratch.writeInt(place, newList(values, same)); }, undo: (place) => { deleteList(place); } },
    J: {
      write: (place, values) => { scratch.writeInt(place, values === null ? 0 : cells.ofInt(newList(values, same))); },
      undo: (place) => {
        const cell = cellOf(place);
        if (cell === 0) return;
        functions.deleteList(cells.read(cell));
        cells.free(cell);
      },
    },
    f: { write: (place, value) => { scratch.writeFloat(place, value); } },
    g: { write: (place, value) => { scratch.writeInt(place, value === null ? 0 : cells.ofFloat(value)); }, undo: freeCell },
    b: { write: (place, value) => { scratch.writeInt(place, value ? 1 : 0); } },
    B: { write: (place, values) => { scratch.writeInt(place, newList(values, Number)); }, undo: (place) => { deleteList(place); } },
    d: int,
    e: optionalInt,
    s: {
      write: (place, text) => {
        abi.check(functions.newString(abi.string(text), Buffer.byteLength(text), out), 'a new string');
        scratch.writeInt(place, scratch.result());
      },
      undo: (place) => { functions.deleteString(scratch.readAddress(place)); },
    },
    m: int,
    0: { write: (place) => { scratch.writeInt(place, 0); } },
    // A device is its index in the lower half of a word and its type in the upper.
    v: { write: (place) => { scratch.writeInt(place, cells.ofInt(device.type * 2 ** 32 + device.index)); }, undo: freeCell },
  };
}
