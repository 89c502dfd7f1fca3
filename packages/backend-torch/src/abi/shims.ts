import type { NativeFunction } from '../library/libtorch.ts';
import type { Abi } from './abi.ts';
import { type Callable, type Handle, parseRow, type Row } from './signature.ts';

interface Device { readonly name: string; readonly type: number; readonly index: number }

/** How an argument is declared in C, and what is passed for it. Lists are an address and a length, optional values an address or 0. */
interface Parameter {
  readonly types: readonly string[];
  pass(abi: Abi, value: never, device: Device): readonly number[];
}

const parameter = (types: readonly string[], pass: Parameter['pass']): Parameter => ({ types, pass });
const address = 'int64_t';
const addressOrNone = (abi: Abi, value: number | null) => [value === null ? 0 : abi.scratch.ints([value])];
const list = (abi: Abi, values: readonly number[]) => [abi.scratch.ints(values), values.length];

const parameters: Readonly<Record<string, Parameter>> = {
  T: parameter([address], (_, handle: Handle) => [handle]),
  t: parameter([address], addressOrNone),
  L: parameter([address, 'int64_t'], list),
  i: parameter(['int64_t'], (_, value: number) => [value]),
  n: parameter([address], addressOrNone),
  I: parameter([address, 'int64_t'], list),
  J: parameter([address, 'int64_t'], (abi, values: readonly number[] | null) => (values === null ? [0, 0] : [abi.scratch.ints([abi.scratch.ints(values)]), values.length])),
  f: parameter(['double'], (_, value: number) => [value]),
  g: parameter([address], (abi, value: number | null) => [value === null ? 0 : abi.scratch.float(value)]),
  b: parameter(['int32_t'], (_, value: boolean) => [value ? 1 : 0]),
  B: parameter([address, 'int64_t'], (abi, values: readonly boolean[]) => [abi.scratch.int32s(values), values.length]),
  d: parameter(['int32_t'], (_, code: number) => [code]),
  e: parameter([address], (abi, code: number | null) => [code === null ? 0 : abi.scratch.int32s([code])]),
  s: parameter([address], (abi, text: string) => [abi.string(text)]),
  0: parameter([address], () => [0]),
  v: parameter([address, 'int32_t'], (abi, _: undefined, device) => [abi.scratch.int32s([device.type]), device.index]),
};

/**
 * The functions that libtorch has for single operations (torch/csrc/inductor/aoti_torch/generated): fewer than the
 * dispatcher knows, but they take numbers as they are and borrow their tensors, so they are cheaper to call.
 */
export class Shims {
  readonly #abi: Abi;
  readonly #device: Device;
  readonly #own: (handle: Handle) => Handle;

  constructor(abi: Abi, device: Device, own: (handle: Handle) => Handle) {
    this.#abi = abi;
    this.#device = device;
    this.#own = own;
  }

  /**
   * Makes an operation's function callable, written like a row without 'aten::': `'add_Tensor TTf T'`.
   *
   * @returns undefined where this libtorch has none for the device
   */
  prepare<Signature extends Row>(row: Signature): Callable<Signature> | undefined {
    const { operation, inputs, outputs } = parseRow(row);
    const abi = this.#abi;
    const { scratch } = abi;
    const letters = inputs.map((letter) => parameters[letter] ?? unknownLetter(row, letter));
    const types = [...letters.flatMap((each) => each.types), ...outputs.map(() => address)];
    const call = abi.library.find(`aoti_torch_${this.#device.name}_${operation}`, types) ?? abi.library.find(`aoti_torch_aten_${operation}`, types);
    if (call === undefined) return undefined;

    if (outputs.join('') === 'T' && inputs.every((letter) => passedAsTheyAre.has(letter))) return this.#direct(call, operation, inputs.length) as unknown as Callable<Signature>;
    const outs = outputs.map((_, i) => scratch.out(i));
    const silent = inputs.map((letter) => letter === '0' || letter === 'v');
    const run = (...values: readonly unknown[]): unknown => {
      scratch.reset();
      const passed: number[] = [];
      for (let i = 0, next = 0; i < letters.length; i++) passed.push(...letters[i]!.pass(abi, (silent[i]! ? undefined : values[next++]) as never, this.#device));
      abi.check(call(...passed, ...outs), operation);
      if (outs.length === 0) return undefined;
      const results = outs.map((_, i) => this.#own(abi.madeResult(i)));
      return results.length === 1 ? results[0] : results;
    };
    return run as Callable<Signature>;
  }

  /** The short way for what small operations are: one tensor of tensors and numbers, which are passed as they are. */
  #direct(call: NativeFunction, operation: string, count: number): (...values: number[]) => Handle {
    const abi = this.#abi;
    const own = this.#own;
    const out = abi.scratch.out();
    const take = (status: number): Handle => {
      if (status !== 0) abi.check(status, operation);
      return own(abi.madeResult());
    };
    if (count === 2) return (a, b) => take(call(a, b, out));
    if (count === 3) return (a, b, c) => take(call(a, b, c, out));
    return (...values) => take(call(...values, out));
  }
}

const passedAsTheyAre: ReadonlySet<string> = new Set(['T', 'i', 'f', 'd']);

function unknownLetter(row: Row, letter: string): never {
  throw new TypeError(`the function '${row}' has an argument '${letter}', which stands for nothing`);
}
